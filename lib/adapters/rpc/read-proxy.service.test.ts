import { type Address, concat, type Hex, pad, stringToHex } from 'viem'
import { getBlockNumber, mine, setCode, setStorageAt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import { executeOperation, scheduleOperation } from '@/demo/world/governance'
import { type Harbor, minDelay } from '@/demo/world/harbor'
import { encodeSetBorrowCap } from '@/demo/world/harbor-abi'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { createRpcClient, type RpcClient } from './create-rpc-client'
import { readProxy } from './read-proxy'

let anvil: Anvil
let client: AnvilClient
let harbor: Harbor
let node: RpcProxy
let reader: RpcClient
const codes: Record<string, Address> = {}

beforeAll(async () => {
  anvil = await startAnvil()
  node = await startRpcProxy(anvil.rpcUrl)
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId: 31_337, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  await deploySafe(client)
  harbor = await deployHarbor(client)
  for (const name of ['HarborVault', 'HarborVaultV2', 'HarborRateAdapter', 'HarborStrategyV2']) {
    codes[name] = await deployContract(client, { from: castAddress(cast.deployer), name })
  }
})
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
})

async function read(address: Address, blockNumber?: bigint) {
  const at = { chainId: harbor.chainId, address }
  return await readProxy(reader, { at, blockNumber: blockNumber ?? (await getBlockNumber(client)) })
}

async function reasonOf(address: Address) {
  const found = await read(address)
  return found.kind === 'not-a-proxy' ? found.reason : found.kind
}

let lastPlaced = 0xc0de00n

/** Puts runtime code at an address of its own, with words in EIP-1967 slots. */
async function place(
  bytecode: Hex,
  slots: Partial<Record<keyof typeof eip1967Slots, Hex>> = {},
): Promise<Address> {
  lastPlaced += 1n
  const address = pad(`0x${lastPlaced.toString(16)}`, { size: 20 })
  await setCode(client, { address, bytecode })
  for (const [name, word] of Object.entries(slots)) {
    const index = eip1967Slots[name as keyof typeof eip1967Slots]
    await setStorageAt(client, { address, index, value: pad(word, { size: 32 }) })
  }
  await mine(client, { blocks: 1 })
  return address
}

/** Answers every call with the same 32 bytes. */
const answering = (word: Hex): Hex =>
  concat(['0x7f', pad(word, { size: 32 }), '0x60005260206000f3'])

describe('the proxies of the demo', () => {
  test('default', async () => {
    const { chainId, vault, rateAdapter, proxyAdmin, beacon, strategies } = harbor
    const { vaultsTimelock, strategiesTimelock } = harbor
    expect(await read(vault)).toMatchObject({
      chainId,
      address: vault,
      kind: 'uups',
      upgradeTarget: vault,
      upgradeInterface: '5.0.0',
      authority: vaultsTimelock,
    })
    expect(await read(rateAdapter)).toMatchObject({
      kind: 'transparent',
      upgradeTarget: proxyAdmin,
      upgradeInterface: '5.0.0',
      authority: vaultsTimelock,
    })
    for (const { address } of strategies) {
      expect(await read(address)).toMatchObject({
        kind: 'beacon',
        upgradeTarget: beacon,
        authority: strategiesTimelock,
      })
    }
  })

  test('behavior: what is none says why', async () => {
    const addresses = {
      account: castAddress(cast.users[0]),
      'token, a plain contract': harbor.asset,
      'implementation of the vault': codes.HarborVault!,
      'the beacon itself': harbor.beacon,
      'the Safe, a proxy of another kind': harbor.council.address,
      timelock: harbor.vaultsTimelock,
    }
    const reasons: Record<string, string> = {}
    for (const [name, address] of Object.entries(addresses)) reasons[name] = await reasonOf(address)
    expect(reasons).toMatchInlineSnapshot(`
      {
        "account": "no-code",
        "implementation of the vault": "no-slot",
        "the Safe, a proxy of another kind": "no-slot",
        "the beacon itself": "no-slot",
        "timelock": "no-slot",
        "token, a plain contract": "no-slot",
      }
    `)
    const account = await read(addresses.account)
    if (account.kind !== 'not-a-proxy') throw new Error(account.kind)
    expect(describeNotAProxy(account)).toMatch('No contract stands at this address')
  })

  const upgrades: [
    kind: string,
    of: (harbor: Harbor) => [Address, Address],
    to: string,
    data?: Hex,
  ][] = [
    ['uups', ({ vault, vaultsTimelock }) => [vault, vaultsTimelock], 'HarborVault'],
    [
      'uups with a migration',
      ({ vault, vaultsTimelock }) => [vault, vaultsTimelock],
      'HarborVaultV2',
      encodeSetBorrowCap(),
    ],
    [
      'transparent',
      ({ rateAdapter, vaultsTimelock }) => [rateAdapter, vaultsTimelock],
      'HarborRateAdapter',
    ],
    [
      'beacon',
      ({ strategies, strategiesTimelock }) => [strategies[0]!.address, strategiesTimelock],
      'HarborStrategyV2',
    ],
  ]

  test.each(upgrades)(
    'behavior: encodeUpgrade replaces the implementation through the timelock: %s',
    async (_, of, name, migration) => {
      const [address, timelock] = of(harbor)
      const proxy = (await read(address)) as Proxy
      const before = await getBlockNumber(client)
      const to = codes[name]!
      expect(proxy.implementation.address).not.toBe(to)
      const operation = {
        kind: 'single',
        calls: [encodeUpgrade({ proxy, to, migration })],
        predecessor: pad('0x', { size: 32 }),
        salt: stringToHex(name, { size: 32 }),
      } as const
      await scheduleOperation(client, harbor, { timelock, operation })
      await client.increaseTime({ seconds: Number(minDelay) })
      await executeOperation(client, harbor, { timelock, operation })
      expect(await read(address)).toMatchObject({
        kind: proxy.kind,
        implementation: { address: to },
      })
      // The past stays as it was.
      expect(await read(address, before)).toEqual(proxy)
    },
  )
})

describe('contracts that mislead', () => {
  test('behavior: the slot counts, not what the getters answer', async () => {
    const implementation = codes.HarborVaultV2!
    const liar = await place(answering(codes.HarborVault!), { implementation })
    expect(await read(liar)).toMatchObject({
      kind: 'uups',
      implementation: { address: implementation },
      upgradeTarget: liar,
      upgradeInterface: 'legacy',
      authority: codes.HarborVault,
    })
  })

  test('behavior: slots that contradict themselves', async () => {
    const code = answering('0x')
    const { beacon } = harbor
    const implementation = codes.HarborVaultV2!
    const cases = {
      both: await place(code, { implementation, beacon }),
      'more than an address': await place(code, {
        implementation: concat(['0x01', implementation]),
      }),
      'implementation without code': await place(code, {
        implementation: castAddress(cast.attacker),
      }),
      'beacon without code': await place(code, { beacon: castAddress(cast.attacker) }),
      'neither admin nor UUPS': await place(code, { implementation: harbor.asset }),
      'UUPS for another slot': await place(code, {
        implementation: await place(answering('0x1234')),
      }),
      'admin without owner': await place(code, {
        implementation,
        admin: castAddress(cast.attacker),
      }),
    }
    const reasons: Record<string, string> = {}
    for (const [name, address] of Object.entries(cases)) reasons[name] = await reasonOf(address)
    expect(reasons).toMatchInlineSnapshot(`
      {
        "UUPS for another slot": "foreign-proxiable-uuid",
        "admin without owner": "transparent",
        "beacon without code": "beacon-without-answer",
        "both": "two-kinds-at-once",
        "implementation without code": "implementation-without-code",
        "more than an address": "slot-holds-no-address",
        "neither admin nor UUPS": "no-way-to-upgrade",
      }
    `)
  })

  // Whatever a stranger's contract answers is an answer; only a node that fails is none.
  test.each<[string, Hex]>([
    ['nothing', '0x00'],
    ['one byte', '0x60016000f3'],
    ['all ones', answering(`0x${'ff'.repeat(32)}`)],
    ['an offset into nowhere', answering('0x20')],
    ['revert without data', '0x60006000fd'],
    ['revert with half a word', '0x60106000fd'],
    ['an invalid instruction', '0xfe'],
    ['an endless loop', '0x5b600056'],
    ['a return bomb of 1 MiB', '0x620fffff6000f3'],
  ])('behavior: getters that answer %s', async (_, bytecode) => {
    const strange = await place(bytecode)
    expect(await reasonOf(strange)).toBe('no-slot')
    const implementation = codes.HarborVaultV2!
    expect(await reasonOf(await place(bytecode, { implementation }))).toBe('uups')
    expect(await reasonOf(await place(bytecode, { implementation: strange }))).toMatch(
      /no-way-to-upgrade|foreign-proxiable-uuid/,
    )
    expect(await reasonOf(await place(bytecode, { implementation, admin: strange }))).toBe(
      'transparent',
    )
    expect(await reasonOf(await place(bytecode, { beacon: strange }))).toMatch(
      /beacon-without-answer|implementation-without-code/,
    )
  })

  test('error: a node that fails is no answer', async () => {
    const { chainId } = harbor
    const unsure = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] })
    const parameters = {
      at: { chainId, address: harbor.vault },
      blockNumber: await getBlockNumber(client),
    }
    expect((await readProxy(unsure, parameters)).kind).toBe('uups')
    for (const [failing, code, message] of [
      ['eth_call', -32603, 'Internal error'],
      ['eth_getStorageAt', -32005, 'limit exceeded'],
      ['eth_getCode', -32000, 'missing trie node'],
    ] as const) {
      node.rewrite = ({ method }) => (method === failing ? { error: { code, message } } : undefined)
      await expect(readProxy(unsure, parameters)).rejects.toMatchObject({
        name: 'RpcUnreachableError',
        retry: true,
      })
    }
    node.rewrite = undefined
    expect((await readProxy(unsure, parameters)).kind).toBe('uups')
  })
})
