import {
  type Address,
  concat,
  encodeFunctionData,
  type Hex,
  numberToHex,
  pad,
  stringToHex,
} from 'viem'
import { getBlockNumber, getCode, mine, setCode, setStorageAt } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readArtifact } from '@/demo/world/artifact'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { createRpcClient, type RpcClient } from './create-rpc-client'
import { readCodeCreation } from './read-code-creation'
import { readGetterAnswers } from './read-getter-answers'
import { readSelectorUse } from './read-selector-use'
import { readUpgradeHistory } from './read-upgrade-history'

const chainId = 31_337
const deployer = castAddress(cast.deployer)
let anvil: Anvil
let node: RpcProxy
let client: AnvilClient
let reader: RpcClient
let beacon: Address
const codes: Address[] = []

beforeAll(async () => {
  anvil = await startAnvil()
  node = await startRpcProxy(anvil.rpcUrl)
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] })
  for (const name of ['HarborStrategy', 'HarborStrategyV2', 'HarborVault']) {
    codes.push(await deployContract(client, { from: deployer, name }))
  }
  beacon = await deployContract(client, {
    from: deployer,
    name: 'UpgradeableBeacon',
    args: [codes[0], deployer],
  })
  for (const code of [codes[1]!, codes[0]!]) await upgradeBeacon(code)
}, 60_000)
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
})

async function upgradeBeacon(to: Address) {
  const data = encodeFunctionData({ abi: beaconAbi, functionName: 'upgradeTo', args: [to] })
  await sendTransaction(client, { from: deployer, to: beacon, data })
}

const head = () => getBlockNumber(client)

/** The node refuses one method. */
function refuse(method: string, message = 'missing trie node') {
  node.rewrite = (request) =>
    request.method === method ? { error: { code: -32000, message } } : undefined
}

describe('readUpgradeHistory', () => {
  test('default', async () => {
    const at = { chainId, address: beacon }
    const toBlock = await head()
    const history = await readUpgradeHistory(reader, { at, fromBlock: 0n, toBlock })
    expect(history).toMatchObject({ of: beacon, fromBlock: 0n, toBlock })
    expect(history.upgrades.map(({ implementation }) => implementation)).toEqual([
      codes[0],
      codes[1],
      codes[0],
    ])
    const times = history.upgrades.map((each) => each.at.blockTimestamp)
    expect(times).toEqual(times.toSorted())
    expect(times[0]).toBeGreaterThan(0n)
  })

  test('behavior: only the range that was asked for', async () => {
    const at = { chainId, address: beacon }
    const toBlock = await head()
    const { upgrades } = await readUpgradeHistory(reader, { at, fromBlock: toBlock, toBlock })
    expect(upgrades).toHaveLength(1)
  })

  test('error: a node that refuses is no history', async () => {
    refuse('eth_getLogs', 'query returned more than 10000 results')
    const at = { chainId, address: beacon }
    await expect(
      readUpgradeHistory(reader, { at, fromBlock: 0n, toBlock: await head() }),
    ).rejects.toMatchObject({ name: 'RpcUnreachableError' })
    node.rewrite = undefined
  })
})

describe('readCodeCreation', () => {
  test('default', async () => {
    const created = { chainId, address: codes[1]!, blockNumber: await head() }
    const creation = await readCodeCreation(reader, created)
    expect(creation).toMatchObject({ block: 2n, deployer })
    expect(creation.transaction).toMatch(/^0x/)
  })

  test('behavior: what no transaction made directly has no deployer', async () => {
    const address = pad('0xc0de', { size: 20 })
    await setCode(client, { address, bytecode: '0x00' })
    await mine(client, { blocks: 1 })
    const creation = await readCodeCreation(reader, { chainId, address, blockNumber: await head() })
    expect(creation.deployer).toBeUndefined()
  })

  test('error: no code, and a node that forgot the past', async () => {
    const blockNumber = await head()
    const read = (address: Address) => readCodeCreation(reader, { chainId, address, blockNumber })
    await expect(read(castAddress(cast.attacker))).rejects.toMatchObject({
      name: 'RpcUnreachableError',
    })
    refuse('eth_getCode')
    await expect(read(beacon)).rejects.toMatchObject({ name: 'RpcUnreachableError' })
    node.rewrite = undefined
  })
})

describe('readSelectorUse', () => {
  const upgradeTo: Hex = '0x3659cfe6'

  test('default', async () => {
    const blockNumber = await head()
    const addresses = [beacon, codes[0]!]
    const [ofBeacon, ofCode] = await readSelectorUse(reader, {
      chainId,
      addresses,
      blockNumber,
      blocks: 100,
    })
    expect(ofBeacon).toMatchObject({ of: beacon, fromBlock: 0n, toBlock: blockNumber })
    expect(ofBeacon?.counts).toEqual(new Map([[upgradeTo, 2]]))
    expect(ofCode?.counts.size).toBe(0)
  })

  test('behavior: blocks before are not looked at', async () => {
    await upgradeBeacon(codes[1]!)
    const blockNumber = await head()
    const parameters = { chainId, addresses: [beacon], blockNumber, blocks: 1 }
    const [use] = await readSelectorUse(reader, parameters)
    expect(use).toMatchObject({ fromBlock: blockNumber, counts: new Map([[upgradeTo, 1]]) })
  })

  test('error: a hole in the range', async () => {
    refuse('eth_getBlockByNumber')
    const parameters = { chainId, addresses: [beacon], blockNumber: 3n, blocks: 2 }
    await expect(readSelectorUse(reader, parameters)).rejects.toMatchObject({
      name: 'RpcUnreachableError',
    })
    node.rewrite = undefined
  })
})

describe('readGetterAnswers', () => {
  /** Answers every call with one word. */
  const word = (value: Hex): Hex => concat(['0x7f', pad(value, { size: 32 }), '0x60005260206000f3'])
  let proxy: Address

  async function ask(newCode: Hex, implementation: Address) {
    const slot = eip1967Slots.implementation
    await setStorageAt(client, {
      address: proxy,
      index: slot,
      value: pad(implementation, { size: 32 }),
    })
    await mine(client, { blocks: 1 })
    const blockNumber = await head()
    return await readGetterAnswers(reader, { chainId, proxy, implementation, newCode, blockNumber })
  }
  const answerTo = (answers: Awaited<ReturnType<typeof ask>>, question: string) =>
    answers.find((each) => each.question === question)

  beforeAll(async () => {
    // A real proxy's code, whose slot the tests write.
    const { abi } = readArtifact('HarborStrategy')
    expect(abi.length).toBeGreaterThan(0)
    const data: Hex = '0x8da5cb5b'
    const target = pad('0xc0df', { size: 20 })
    await setCode(client, { address: target, bytecode: word('0x01') })
    proxy = await deployContract(client, {
      from: deployer,
      name: 'ERC1967Proxy',
      args: [target, data],
    })
  })

  test('default', async () => {
    const implementation = pad('0xc0e0', { size: 20 })
    await setCode(client, { address: implementation, bytecode: word('0x03') })
    const answers = await ask(word('0x02'), implementation)
    expect(answerTo(answers, 'version()')).toMatchObject({ before: '3', after: '2' })
    // Neither is a boolean.
    expect(answerTo(answers, 'supportsInterface(0x80ac58cd)')).toMatchObject({
      before: undefined,
      after: undefined,
    })
    // What stands there stays.
    expect(await getCode(client, { address: implementation })).toBe(word('0x03'))
  })

  test('behavior: booleans, text in a word, and what refuses', async () => {
    const implementation = pad('0xc0e1', { size: 20 })
    await setCode(client, { address: implementation, bytecode: word('0x01') })
    const text = stringToHex('1.10', { size: 32 })
    expect(answerTo(await ask(word(text), implementation), 'VERSION()')).toMatchObject({
      before: '1',
      after: '1.10',
    })
    const refused = await ask('0x60006000fd', implementation)
    expect(answerTo(refused, 'supportsInterface(0x80ac58cd)')).toMatchObject({
      before: 'true',
      after: undefined,
    })
  })

  test('behavior: strings of OpenZeppelin', async () => {
    const implementation = codes[2]!
    const newCode = (await getCode(client, { address: implementation })) ?? '0x'
    expect(
      answerTo(await ask(newCode, implementation), 'UPGRADE_INTERFACE_VERSION()'),
    ).toMatchObject({ before: '5.0.0', after: '5.0.0' })
  })

  test('error: a node that ignores or refuses overrides', async () => {
    const implementation = codes[2]!
    node.rewrite = ({ method, params }) =>
      method === 'eth_call' && params.length > 2 ? { result: word('0x01') } : undefined
    await expect(ask('0x00', implementation)).rejects.toMatchObject({ name: 'NoCodeOverrideError' })
    node.rewrite = ({ method, params }) =>
      method === 'eth_call' && params.length > 2
        ? { error: { code: -32602, message: 'too many arguments, want at most 2' } }
        : undefined
    await expect(ask('0x00', implementation)).rejects.toMatchObject({ name: 'NoCodeOverrideError' })
    node.rewrite = undefined
  })
})

describe('readUpgradeHistory, by a node that lies', () => {
  type Wire = Record<string, string>
  type Range = { readonly from: bigint; readonly to: bigint }
  let first: bigint
  let toBlock: bigint

  beforeAll(async () => {
    first = await head()
    for (let n = 0; n < 120; n++) await upgradeBeacon(codes[n % 2]!)
    await mine(client, { blocks: 300 })
    toBlock = await head()
  }, 60_000)
  afterEach(() => {
    node.rewrite = undefined
  })

  /** Events as the node gives them. */
  function give(change: (logs: readonly Wire[], range: Range) => readonly object[]) {
    node.rewrite = ({ method, params }, { result }) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock, toBlock: last }] = params as [{ fromBlock: Hex; toBlock: Hex }]
      const range = { from: BigInt(fromBlock), to: BigInt(last) }
      return { result: change(result as Wire[], range) }
    }
  }
  async function upgrades() {
    // What was seen of the node is forgotten.
    const fresh = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] })
    const at = { chainId, address: beacon }
    const history = await readUpgradeHistory(fresh, { at, fromBlock: first + 1n, toBlock })
    return history.upgrades.length
  }
  const numberOf = ({ blockNumber }: Wire) => BigInt(blockNumber ?? 0)

  test.each<[string, Parameters<typeof give>[0]]>([
    ['that cuts long answers', (logs) => logs.slice(0, 100)],
    [
      'that leaves out the end of ranges',
      (logs, { from }) => logs.filter((log) => numberOf(log) < from + 50n),
    ],
    [
      'that leaves out the beginning of ranges',
      (logs, { to }) => logs.filter((log) => numberOf(log) > to - 50n),
    ],
    ['that gives them twice, and in disorder', (logs) => [...logs.toReversed(), ...logs]],
    ['that tells no times', (logs) => logs.map((log) => ({ ...log, blockTimestamp: undefined }))],
    ['that tells the truth', (logs) => logs],
  ])('behavior: %s: nothing is lost', async (_, change) => {
    give(change)
    expect(await upgrades()).toBe(120)
  })

  test.each<[string, (log: Wire) => object]>([
    ['of another address', (log) => ({ ...log, address: deployer })],
    ['from outside the range', (log) => ({ ...log, blockNumber: '0x1' })],
    ['that was not asked for', (log) => ({ ...log, topics: [pad('0x1')] })],
    ['with a time before its block', (log) => ({ ...log, blockTimestamp: '0x1' })],
  ])('error: an event %s is no history', async (_, change) => {
    give((logs) => logs.map(change))
    await expect(upgrades()).rejects.toMatchObject({
      name: 'RpcUnreachableError',
      cause: { name: 'NodeContradictsItselfError' },
    })
  })

  test('error: two events in one place', async () => {
    give((logs) => [...logs, ...logs.map((log) => ({ ...log, data: '0x00' }))])
    await expect(upgrades()).rejects.toMatchObject({ name: 'RpcUnreachableError' })
  })

  test('error: a chain that changes while it is read', async () => {
    let asked = 0
    node.rewrite = ({ method, params }, { result }) => {
      if (method === 'eth_getLogs') asked += 1
      if (method !== 'eth_getBlockByNumber' || asked === 0) return undefined
      if (params[0] !== numberToHex(toBlock)) return undefined
      return { result: { ...(result as object), hash: pad('0x1') } }
    }
    await expect(upgrades()).rejects.toMatchObject({ name: 'RpcUnreachableError' })
  })
})
