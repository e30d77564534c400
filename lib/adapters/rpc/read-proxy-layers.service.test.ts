import {
  type Address,
  concat,
  encodeAbiParameters,
  getAddress,
  type Hex,
  keccak256,
  pad,
  parseAbiParameters,
  toFunctionSelector,
  zeroAddress,
} from 'viem'
import { getBlockNumber, mine, setCode, setStorageAt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import type { Harbor } from '@/demo/world/harbor'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { legacySlots } from '@/lib/core/proxy/legacy-slots'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { createRpcClient, type RpcClient } from './create-rpc-client'
import { readProxyLayers } from './read-proxy-layers'

let anvil: Anvil
let node: RpcProxy
let client: AnvilClient
let harbor: Harbor
let reader: RpcClient
let vault: Address

const slots = { ...eip1967Slots, ...legacySlots }

beforeAll(async () => {
  anvil = await startAnvil()
  node = await startRpcProxy(anvil.rpcUrl)
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId: 31_337, name: 'Anvil', rpcUrls: [node.url] })
  await deploySafe(client)
  harbor = await deployHarbor(client)
  vault = await deploy('HarborVaultV2')
}, 60_000)
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
})

const deploy = (name: string, ...args: unknown[]) =>
  deployContract(client, { from: castAddress(cast.deployer), name, args })

async function read(address: Address) {
  const at = { chainId: harbor.chainId, address }
  return await readProxyLayers(reader, { at, blockNumber: await getBlockNumber(client) })
}

/** Pattern and target of each layer, outermost first. */
async function walk(address: Address) {
  const layers = await read(address)
  return layers.map(({ pattern, implementations }) => [pattern, implementations])
}

let lastPlaced = 0xc0de00n

/** Puts runtime code at an address of its own, with words in slots. */
async function place(bytecode: Hex, words: Partial<Record<keyof typeof slots, Hex>> = {}) {
  lastPlaced += 1n
  const address = pad(`0x${lastPlaced.toString(16)}`, { size: 20 })
  await setCode(client, { address, bytecode })
  for (const [name, word] of Object.entries(words)) {
    const index = slots[name as keyof typeof slots]
    await setStorageAt(client, { address, index, value: pad(word, { size: 32 }) })
  }
  await mine(client, { blocks: 1 })
  return address
}

/** A proxy refuses to be made without any call. */
const version = toFunctionSelector('version()')

const cloneOf = (target: Address): Hex =>
  concat(['0x363d3d373d3d3d363d73', target, '0x5af43d82803e903d91602b57fd5bf3'])

/** Copies the calldata, lends itself to the target, gives back what it answers; no pattern that is known by its bytes. */
const forwarderTo = (target: Address): Hex =>
  concat(['0x36600060003760006000366000', '0x73', target, '0x5af4503d600060003e3d6000f3'])

/** Answers every call with the same bytes; behind them stands a DELEGATECALL that never runs. */
const answering = (bytes: Hex): Hex => {
  const size = pad(`0x${((bytes.length - 2) / 2).toString(16)}`, { size: 2 })
  return concat(['0x61', size, '0x80600c6000396000f3', bytes, '0xf4'])
}

describe('the proxies of the demo', () => {
  test('default', async () => {
    const { rateAdapter, beacon, strategies, council, proxyAdmin } = harbor
    expect(await walk(harbor.vault)).toEqual([['uups', [expect.any(String)]]])
    expect(await read(rateAdapter)).toMatchObject([
      { pattern: 'transparent', admin: proxyAdmin, adminOwner: harbor.vaultsTimelock },
    ])
    expect(await read(strategies[0]!.address)).toMatchObject([{ pattern: 'beacon', beacon }])
    expect(await read(council.address)).toMatchObject([{ pattern: 'safe', contradictions: [] }])
  })

  test('behavior: what forwards to nothing has no layers', async () => {
    const { asset, vaultsTimelock, proxyAdmin, beacon } = harbor
    const account = castAddress(cast.users[0])
    for (const address of [vault, asset, vaultsTimelock, proxyAdmin, beacon, account]) {
      expect(await walk(address)).toEqual([])
    }
  })
})

describe('other kinds', () => {
  test('behavior: a clone', async () => {
    expect(await walk(await place(cloneOf(vault)))).toEqual([['minimal', [vault]]])
  })

  test('behavior: a proxy behind a proxy, both in the storage of the first', async () => {
    // As in the attack on USPD: the slot names a proxy that forwards to what everybody expects.
    const hidden = await place(forwarderTo(vault))
    const proxy = await deploy('ERC1967Proxy', hidden, version)
    expect(await read(proxy)).toMatchObject([
      { at: proxy, pattern: 'eip1967', implementations: [getAddress(hidden)], contradictions: [] },
      { at: getAddress(hidden), pattern: 'custom', implementations: [vault] },
    ])
    const behind = await place(cloneOf(await place(cloneOf(hidden))))
    const patterns = (await read(behind)).map(({ pattern }) => pattern)
    expect(patterns).toEqual(['minimal', 'minimal', 'custom'])
  })

  test('behavior: a beacon whose code is a clone', async () => {
    const clone = await place(cloneOf(vault))
    const beacon = await deploy('UpgradeableBeacon', clone, castAddress(cast.deployer))
    const proxy = await deploy('BeaconProxy', beacon, version)
    const layers = await read(proxy)
    expect(layers.map(({ pattern }) => pattern)).toEqual(['beacon', 'minimal'])
  })

  test('behavior: ZeppelinOS, EIP-1822, and nothing but code', async () => {
    const forward = forwarderTo(vault)
    expect(await walk(await place(forward, { zosImplementation: vault }))).toEqual([
      ['zos', [vault]],
    ])
    expect(await walk(await place(forward, { proxiable: vault }))).toEqual([['uups', [vault]]])
    expect(await walk(await place(forward))).toEqual([['custom', [vault]]])
  })

  test('behavior: a diamond names its facets', async () => {
    const facets = encodeAbiParameters(parseAbiParameters('(address, bytes4[])[]'), [
      [
        [vault, ['0x01020304']],
        [harbor.asset, ['0x05060708', '0x090a0b0c']],
      ],
    ])
    const [layer] = await read(await place(answering(facets)))
    expect(layer).toMatchObject({ pattern: 'diamond', implementations: [vault, harbor.asset] })
    expect(layer?.facets?.[1]?.selectors).toEqual(['0x05060708', '0x090a0b0c'])
  })

  test('behavior: a circle ends', async () => {
    const first = await place('0x00')
    const second = await place(cloneOf(first))
    await setCode(client, { address: first, bytecode: cloneOf(second) })
    await mine(client, { blocks: 1 })
    expect(await read(first)).toHaveLength(2)
  })

  test('behavior: a long chain is cut', async () => {
    let last = vault
    for (let link = 0; link < 8; link += 1) last = await place(cloneOf(last))
    expect(await read(last)).toHaveLength(6)
  })
})

describe('contracts that mislead', () => {
  test('behavior: a lying implementation()', async () => {
    const [layer] = await read(
      await place(answering(pad(harbor.asset, { size: 32 })), { implementation: vault }),
    )
    expect(layer).toMatchObject({
      implementations: [vault],
      contradictions: [`implementation() answers ${harbor.asset}`],
    })
  })

  test('behavior: a hidden proxy that runs other code than its slot names', async () => {
    const [layer] = await read(await place(forwarderTo(harbor.asset), { implementation: vault }))
    expect(layer?.contradictions).toEqual([`a call runs the code of ${harbor.asset}`])
  })

  test('behavior: a proxy whose own slot nobody knows, empty as it stands and set behind another', async () => {
    const slot = keccak256('0x5107')
    // As forwarderTo, with the target in storage.
    const hidden = await place(
      concat(['0x36600060003760006000366000', '0x7f', slot, '0x545af4503d600060003e3d6000f3']),
    )
    expect(await walk(hidden)).toEqual([['custom', [zeroAddress]]])
    const proxy = await place(forwarderTo(hidden), { implementation: hidden })
    await setStorageAt(client, { address: proxy, index: slot, value: pad(vault, { size: 32 }) })
    await mine(client, { blocks: 1 })
    expect(await walk(proxy)).toEqual([
      ['eip1967', [getAddress(hidden)]],
      ['custom', [vault]],
    ])
  })

  test('behavior: a node that does not trace can rule it out, or leaves it open', async () => {
    const refused = { error: { code: -32601, message: 'the method does not exist' } }
    // As Geth answers: the list of what was touched, and that the call failed.
    const untouched = { accessList: [], gasUsed: '0x5208', error: 'execution reverted' }
    node.rewrite = ({ method }) => {
      if (method === 'debug_traceCall') return refused
      return method === 'eth_createAccessList' ? { result: untouched } : undefined
    }
    expect(await walk(vault)).toEqual([])
    expect(await walk(harbor.vault)).toHaveLength(1)
    const touched = { ...untouched, accessList: [{ address: harbor.asset, storageKeys: [] }] }
    node.rewrite = ({ method }) => {
      if (method === 'debug_traceCall') return refused
      return method === 'eth_createAccessList' ? { result: touched } : undefined
    }
    expect(await walk(vault)).toEqual([['custom', []]])
    node.rewrite = ({ method }) =>
      method === 'debug_traceCall' || method === 'eth_createAccessList' ? refused : undefined
    expect(await walk(vault)).toEqual([['custom', []]])
    node.rewrite = undefined
  })

  test('error: a node that fails is no answer', async () => {
    node.rewrite = ({ method }) =>
      method === 'eth_getStorageAt'
        ? { error: { code: -32000, message: 'missing trie node' } }
        : undefined
    await expect(read(vault)).rejects.toMatchObject({ name: 'RpcUnreachableError' })
    node.rewrite = undefined
  })
})
