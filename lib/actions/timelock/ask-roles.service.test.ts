import timelockArtifact from '@uniswap/governance/build/Timelock.json'
import {
  type Abi,
  type Address,
  encodeAbiParameters,
  encodeDeployData,
  getAddress,
  type Hash,
  keccak256,
  pad,
  zeroAddress,
} from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { askRoles } from '@/lib/actions/timelock/ask-roles'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { openStore } from '@/lib/adapters/store/open-store'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { roleIncidents } from '@/lib/core/timelock/kind/role-claim'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  deployGeneration,
  executor,
  proposer,
  startWorld,
  stranger,
  type World,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

let world: World
let store: Store
let timelock: Address

beforeAll(async () => {
  world = await startWorld()
  store = await openStore()
})
afterAll(async () => {
  await store?.close()
  await world?.stop()
})

beforeEach(async () => {
  const artifact = generationArtifacts.at(-1)
  if (!artifact) throw new Error('There is none.')
  const roles = { proposers: [proposer, stranger], executors: [zeroAddress], admin: executor }
  timelock = await deployGeneration(world, artifact, roles)
  await saveTimelock(store, {
    timelock: { chainId, address: timelock },
    detection: { kind: 'openzeppelin', generation: '5.7', minDelay: 60n, badges: [] },
    firstBlock: { known: true, value: 0n },
    scanFrom: 0n,
    why: 'asked',
    now: new Date(0),
  })
})

async function ask(everyBlocks = 100n) {
  const nodes = createChainNodes({ chainId, rpcUrls: [world.rpcUrl] })
  const context: IndexContext = {
    store,
    nodesFor: () => nodes,
    confirmationsFor: () => 0,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [world.rpcUrl] }),
    now: () => new Date(0),
  }
  const at = { chainId, address: timelock }
  await indexTimelock(context, { timelock: at })
  const isAsked = await askRoles(context, { timelock: at, everyBlocks })
  return { isAsked, roles: (await readTimelock(store, at))?.roles }
}

/** Writes what `hasRole` answers, as code that emits no event would. OpenZeppelin 5 keeps roles in its first slot. */
async function write(role: Hash, account: Address, holds: boolean): Promise<void> {
  const at = (key: Hash, slot: Hash) =>
    keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }], [key, slot]))
  const index = at(pad(account), at(role, pad('0x00')))
  await world.client.setStorageAt({
    address: timelock,
    index,
    value: pad(holds ? '0x01' : '0x00'),
  })
  await world.client.mine({ blocks: 1 })
}

const { proposer: proposerRole, canceller } = timelockRoleIds

test('default: everyone of whom the events tell is confirmed at one block; then not again for a while', async () => {
  const { isAsked, roles } = await ask()
  expect(isAsked).toBe(true)
  const held = roles?.claims.map(({ role, account }) => `${role} ${account}`)
  expect(held).toEqual(
    expect.arrayContaining([
      `proposer ${proposer}`,
      `canceller ${stranger}`,
      `executor ${zeroAddress}`,
      `admin ${executor}`,
      `admin ${timelock}`,
    ]),
  )
  expect(roles?.claims.every(({ holds, contract }) => holds && contract === true)).toBe(true)
  expect(roleIncidents(roles?.claims ?? [])).toEqual([])
  expect(await ask()).toMatchObject({ isAsked: false })
})

test('behavior: a change that an event tells is asked about at once, and agrees', async () => {
  await ask()
  const data = `0xd547741f${canceller.slice(2)}${pad(stranger).slice(2)}` as const
  await sendTransaction(world.client, { from: executor, to: timelock, data })
  const { isAsked, roles } = await ask()
  expect(isAsked).toBe(true)
  const revoked = roles?.claims.find(
    ({ role, account }) => role === 'canceller' && account === stranger,
  )
  expect(revoked).toMatchObject({ holds: false, contract: false })
  expect(roleIncidents(roles?.claims ?? [])).toEqual([])
})

test('behavior: who lost or kept a role without an event is an incident', async () => {
  const data = `0xd547741f${canceller.slice(2)}${pad(stranger).slice(2)}` as const
  await sendTransaction(world.client, { from: executor, to: timelock, data })
  await write(proposerRole, proposer, false)
  await write(canceller, stranger, true)
  const { roles } = await ask(0n)
  expect(roleIncidents(roles?.claims ?? [])).toEqual([
    `By the events ${proposer} holds the role proposer; the contract says that it does not.`,
    `By the events ${stranger} holds the role canceller no more; the contract says that it does.`,
  ])
})

test('behavior: who a constructor made admin without an event is asked of the contract', async () => {
  const data = encodeDeployData({
    abi: timelockArtifact.abi as Abi,
    bytecode: `0x${timelockArtifact.bytecode}`,
    args: [proposer, 172_800n],
  })
  const { contractAddress } = await sendTransaction(world.client, { from: proposer, data })
  timelock = getAddress(contractAddress ?? '0x')
  await saveTimelock(store, {
    timelock: { chainId, address: timelock },
    detection: { kind: 'compound', generation: '', minDelay: 172_800n, badges: [] },
    firstBlock: { known: true, value: 0n },
    scanFrom: 0n,
    why: 'asked',
    now: new Date(0),
  })
  const { roles } = await ask()
  expect(roles?.claims).toEqual([{ role: 'admin', account: proposer, holds: null, contract: true }])
  expect(roleIncidents(roles?.claims ?? [])).toEqual([])
})
