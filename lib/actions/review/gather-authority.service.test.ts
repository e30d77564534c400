import { type Address, encodeFunctionData, parseAbi as parseHuman } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import type { Harbor } from '@/demo/world/harbor'
import { verifyImplementation } from '@/lib/actions/verify-implementation'
import { harborBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { type Compiler, createCompiler } from '@/lib/adapters/compiler/compiler'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import type { PowerRow } from '@/lib/core/authority/authority'
import { describePath } from '@/lib/core/authority/describe-path'
import { groupPowers } from '@/lib/core/authority/group-powers'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { readContractModel } from '@/lib/core/source/read-model'
import { slotsToRead } from '@/lib/core/storage-layout/slots-to-read'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { cacheDirectory } from '@/scripts/cache-directory.mjs'
import { gatherAuthority } from './gather-authority'

let anvil: Anvil
let client: AnvilClient
let reader: RpcClient
let harbor: Harbor
let compiler: Compiler

beforeAll(async () => {
  compiler = createCompiler({ directory: cacheDirectory, concurrency: 1 })
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId: 31_337, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  await deploySafe(client)
  harbor = await deployHarbor(client)
}, 120_000)
afterAll(async () => {
  await anvil?.stop()
})

const abi = parseHuman([
  'function transferOwnership(address newOwner)',
  'function setGuardian(address newGuardian)',
  'function updateDelay(uint256 newDelay)',
  'function grantRole(bytes32 role, address account)',
  'function upgradeToAndCall(address newImplementation, bytes data) payable',
])
type Ordered = { target: Address; data: `0x${string}` }

const anchor = 'recomputed' as const
const known = <T>(value: T) => ({ known: true, value, anchor }) as const

const sides = new Map<string, ReturnType<typeof compileSide>>()

function side(name: string) {
  const made = sides.get(name) ?? compileSide(name)
  sides.set(name, made)
  return made
}

/** The facts of one side, as sources that were compiled and gave the code tell them. */
async function compileSide(name: string) {
  const { bundle, code } = harborBundle(name)
  const { contract, verification } = await verifyImplementation(compiler, { bundle, code })
  if (!contract.layout) throw new Error('no layout')
  return { model: readContractModel(contract), contract, layout: contract.layout, verification }
}

async function gather(proxy: Address, names: readonly [string, string], ordered: Ordered[] = []) {
  const { chainId, vaultsTimelock, council, guardian } = harbor
  const block = await readBlock(reader, { chainId })
  const read = await readProxy(reader, {
    at: { chainId, address: proxy },
    blockNumber: block.number,
  })
  if (read.kind === 'not-a-proxy') throw new Error(read.reason)
  const [old, now] = [await side(names[0]), await side(names[1])]
  const words = await readStorageWords(reader, {
    chainId,
    address: proxy,
    slots: [...slotsToRead([old.layout, now.layout])],
    blockNumber: block.number,
  })
  const facts: CheckFacts = {
    'old model': known(old.model),
    'new model': known(now.model),
    'old ABI': known(old.contract.abi),
    'new ABI': known(now.contract.abi),
    'old verification': known(old.verification),
    'new verification': known(now.verification),
    'old layout': known(old.layout),
    'new layout': known(now.layout),
    'live values': known([{ proxy, words }]),
  }
  const upgrade: ReviewedUpgrade = {
    proxies: [proxy],
    from: read.implementation,
    to: read.implementation.address,
    migration: '0x',
  }
  const timelock = await readTimelock(reader, {
    timelock: { chainId, address: vaultsTimelock },
    blockNumber: block.number,
    claimed: {
      proposer: { open: false, holders: [council.address] },
      executor: { open: true, holders: [] },
      canceller: { open: false, holders: [council.address, guardian.address] },
      admin: { open: false, holders: [vaultsTimelock] },
    },
  })
  const knownAbis = { [proxy]: parseAbi(abi), [vaultsTimelock]: parseAbi(abi) }
  const calls = ordered.map((one) => decodeCall({ call: { ...one, value: 0n }, knownAbis }))
  const protocol = {
    name: 'Harbor',
    safe: council.address,
    timelock: vaultsTimelock,
    guardian: guardian.address,
    proxies: [{ name: 'Vault', address: proxy }],
    deploymentBlock: 0,
  }
  const { accounts, upgrades } = await gatherAuthority(reader, {
    input: { chainId, block, protocol, calls: [] },
    facts: {
      name: 'Harbor',
      chainId,
      block,
      safe: { known: false, reason: 'not asked' },
      guardian: undefined,
      timelock: { known: true, value: timelock },
      proxies: [{ name: 'Vault', address: proxy, proxy: { known: true, value: read } }],
    },
    calls,
    upgrades: [{ upgrade, facts }],
  })
  const rows = upgrades[0]?.rows ?? []
  return {
    upgrade,
    accounts,
    rows,
    unread: upgrades[0]?.unread,
    /** A function, and by which ways it is reached. */
    told: (name: string) => {
      const [group] = groupPowers(rows.filter(isNamed(name)), accounts)
      const ways = [group?.before, group?.after].map((one) => one?.paths.map(describePath))
      return { change: group?.change, before: ways[0], after: ways[1] }
    },
  }
}

const isNamed =
  (name: string) =>
  ({ signature }: PowerRow) =>
    signature.startsWith(`${name}(`)

const council = () => `${harbor.council.address} (the Safe, 2 of 3)`
const guardian = () => `${harbor.guardian.address} (the guardian, Safe 1 of 2), at once`
const byCouncil = (delay = '2 days') =>
  `${council()} → ${harbor.vaultsTimelock} (the timelock, ${delay}), after ${delay}`

test('default', async () => {
  const { told, rows, unread } = await gather(harbor.vault, ['HarborVault', 'HarborVaultV2'])
  const same = (...paths: string[]) => ({ change: 'same', before: paths, after: paths })
  expect(told('upgradeToAndCall')).toEqual(same(byCouncil()))
  expect(told('setGuardian')).toEqual(same(byCouncil()))
  expect(told('pause')).toEqual(same(byCouncil(), guardian()))
  expect(told('setBorrowCap')).toMatchObject({ change: 'added', after: [byCouncil()] })
  expect(rows.filter(({ change }) => change !== 'same')).toHaveLength(1)
  expect(unread).toEqual([])
})

test('error: an upgrade that anyone may order, and its twin that an agent may', async () => {
  const open = await gather(harbor.vault, ['HarborVault', 'HarborVaultOpenUpgrade'])
  expect(open.rows[0]).toMatchObject({ power: 'upgrade', change: 'opened' })
  expect(open.told('upgradeToAndCall').after).toEqual(['anyone, at once'])
  const agent = await gather(harbor.vault, ['HarborVault', 'HarborVaultUpgradeAgent'])
  expect(agent.told('upgradeToAndCall').change).toBe('changed')
  expect(agent.rows.filter(({ change }) => change === 'opened')).toEqual([])
})

test('error: a new function of a beacon that anyone may call, and its twin', async () => {
  const { strategies } = harbor
  const proxy = strategies[0]!.address
  const open = await gather(proxy, ['HarborStrategy', 'HarborStrategyOpenWithdraw'])
  expect(open.told('withdrawTo')).toMatchObject({ change: 'added', after: ['anyone, at once'] })
  expect(open.told('upgradeTo')).toMatchObject({ change: 'same' })
  expect(open.rows.find(isNamed('upgradeTo'))).toMatchObject({ at: harbor.beacon })
  const guarded = await gather(proxy, ['HarborStrategy', 'HarborStrategyGuardedWithdraw'])
  expect(guarded.told('withdrawTo').after).not.toContain('anyone, at once')
})

test('behavior: what the batch itself changes', async () => {
  const attacker = castAddress(cast.attacker)
  const key = `${attacker} (single key), at once`
  const pair = ['HarborVault', 'HarborVaultV2'] as const
  const order = (target: Address, functionName: string, args: readonly unknown[]): Ordered => ({
    target,
    data: encodeFunctionData({ abi, functionName, args } as never),
  })
  const given = await gather(harbor.vault, pair, [
    order(harbor.vault, 'transferOwnership', [attacker]),
  ])
  expect(given.told('upgradeToAndCall')).toEqual({
    change: 'changed',
    before: [byCouncil()],
    after: [key],
  })
  const { address: to } = given.upgrade.from!
  const { data } = order(to, 'transferOwnership', [attacker])
  const migrated = await gather(harbor.vault, pair, [
    order(harbor.vault, 'upgradeToAndCall', [to, data]),
  ])
  expect(migrated.told('upgradeToAndCall')).toMatchObject({ change: 'changed', after: [key] })
  const guarded = await gather(harbor.vault, pair, [order(harbor.vault, 'setGuardian', [attacker])])
  expect(guarded.told('pause')).toMatchObject({ change: 'changed', after: [byCouncil(), key] })
  expect(guarded.told('upgradeToAndCall').change).toBe('same')
  const hasty = await gather(harbor.vault, pair, [
    order(harbor.vaultsTimelock, 'updateDelay', [60n]),
    order(harbor.vaultsTimelock, 'grantRole', [timelockRoleIds.proposer, attacker]),
  ])
  const ways = hasty.told('upgradeToAndCall')
  expect(ways).toMatchObject({ change: 'changed', before: [byCouncil()] })
  expect(ways.after).toEqual([
    byCouncil('1 minute'),
    `${attacker} (single key) → ${harbor.vaultsTimelock} (the timelock, 1 minute), after 1 minute`,
  ])
})
