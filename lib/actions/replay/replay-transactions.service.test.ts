import {
  type Address,
  encodeFunctionData,
  type Hash,
  type Hex,
  numberToHex,
  parseAbi,
  zeroAddress,
  zeroHash,
} from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { createForks } from '@/lib/adapters/fork/forks'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { canonicalWire } from '@/lib/core/replay/canonical-wire'
import { judgeReplay } from '@/lib/core/replay/judge-replay'
import type { Replay, ReplayCursor } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { chainId, openReplayChain, type ReplayChain } from './__fixtures__/replay-chain'
import { replayTransactions } from './replay-transactions'

let anvil: Anvil
let chain: ReplayChain
let node: RpcProxy
/** Four blocks with seven transactions, and one in which it was created. */
let ledger: Address
/** One whose transactions emit something. */
let eventful: Address
let twin: Address
let fee: Address

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 })
  chain = openReplayChain(anvil)
  node = await startRpcProxy(anvil.rpcUrl)
  ledger = await chain.deployProxy('ReplayLedger')
  const record = (amount: bigint, user = 1) => {
    return { to: ledger, name: 'ReplayLedger', call: 'record', args: [amount], user }
  }
  for (const amount of [1n, 2n, 3n]) await chain.send(record(amount))
  await chain.sendTogether([record(4n, 1), record(5n, 2), record(6n, 1), record(7n, 3)])
  twin = await chain.deploy('ReplayLedgerTwin')
  fee = await chain.deploy('ReplayLedgerFee')
  eventful = await chain.deployProxy('ReplayLedgerFee')
  for (const amount of [1n, 2n]) {
    const args = [amount]
    await chain.send({ to: eventful, name: 'ReplayLedgerFee', call: 'record', args })
  }
}, 400_000)
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
})
beforeEach(() => {
  node.rewrite = undefined
})

const upgradeAbi = parseAbi(['function upgradeToAndCall(address,bytes)'])
const refusal = { error: { code: -32_601, message: 'Method not found' } }

/** Some 140 bytes each. */
function manyWords(count: number): Record<Hex, Hex> {
  const words = Array.from({ length: count }, (_, at) => numberToHex(at, { size: 32 }))
  return Object.fromEntries(words.map((word) => [word, word]))
}

/** What is checked of a replay: how many came out how. */
function outcomes({ counts }: Replay) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

describe('single and shared blocks', () => {
  test('default', async () => {
    const replay = await chain.replay({ proxy: ledger, to: twin })
    expect(outcomes(replay)).toEqual({ same: 7, 'not run': 1 })
    expect(replay.groups).toEqual([])
    expect(replay.gaps).toEqual([])
    expect(replay.source).toMatchObject({ kind: 'traces', last: 500 })
    expect(replay.gas).toMatchObject([{ transactions: 7, before: 327_750n, after: 328_359n }])
  })

  test('behavior: what only the new code looks at is fetched as it was', async () => {
    const replay = await chain.replay({ proxy: ledger, to: fee })
    expect(outcomes(replay)).toEqual({ different: 7, 'not run': 1 })
    expect(replay.groups).toMatchObject([
      {
        transactions: 7,
        causes: [
          expect.stringMatching(/^event 0x\w+ of 0x\w+ is new$/),
          `writes slot 0x3 of ${ledger} otherwise`,
        ],
      },
    ])
  })
})

describe('contracts that are created', () => {
  /** Creates a contract of one byte whenever it is called. */
  const creating = (byte: string) =>
    chain.deployCode(`0x6960${byte}60005360016000f35f52600a60165ff000`)

  test.each([
    ['another code', '01', { different: 1, 'not run': 1 }],
    ['the same code', '00', { same: 1, 'not run': 1 }],
  ])('behavior: %s is left', async (_, byte, expected) => {
    const [before, to] = [await creating('00'), await creating(byte)]
    const proxy = await chain.deploy('ERC1967Proxy', [before, '0x12345678'])
    const from = demoAccount(1).address
    await sendTransaction(chain.client, { from, to: proxy, data: '0x12345678' })
    const code = { proxy, kind: 'uups', holder: proxy, slot: eip1967Slots.implementation } as const
    const replaced = [{ ...code, from: before, to, codeHash: zeroHash }]
    const block = await readBlock(chain.reader, { chainId })
    const tools = { rpcUrl: anvil.rpcUrl, forks: createForks() }
    const replay = await replayTransactions(tools, {
      subject: { chainId, block, replaced, overrides: [] },
      wanted: { kind: 'last', last: 5 },
    })
    expect(outcomes(replay)).toEqual(expected)
    const causes = byte === '00' ? [] : [[expect.stringMatching(/^leaves other code at 0x\w+$/)]]
    expect(replay.groups.map((group) => group.causes)).toEqual(causes)
  })
})

describe('what others do in the same block', () => {
  const name = 'ReplayLedger'

  test.each([
    ['by what each transaction changed', undefined],
    ['by what each transaction looked at', 'trace_replayBlockTransactions'],
  ])('behavior: a value is what it was just before the transaction, %s', async (_, refused) => {
    const proxy = await chain.deployProxy(name)
    const feed = await chain.deploy('ReplayFeed')
    const to = await chain.deploy('ReplayLedgerFeed', [feed])
    const record = { to: proxy, name, call: 'record', args: [1n] }
    const set = (value: bigint) => ({ to: feed, name: 'ReplayFeed', call: 'set', args: [value] })
    await chain.send(set(7n))
    await chain.sendTogether([record, set(8n), record, record, set(7n), record])
    node.rewrite = ({ method }) => (method === refused ? refusal : undefined)
    const { groups } = await chain.replay({ proxy, to, rpcUrl: node.url })
    const seen = groups[0]?.examples.map(({ differences }) =>
      differences.flatMap((one) => (one.kind === 'event' ? BigInt(one.data.data) : [])),
    )
    expect(seen).toEqual([[7n], [8n], [8n], [7n]])
  })
})

describe('sources', () => {
  test('behavior: calls from other contracts that emit nothing are found by traces alone', async () => {
    const proxy = await chain.deployProxy('ReplayOracle')
    const to = await chain.deploy('ReplayOracleTwin')
    const market = await chain.deploy('ReplayMarket', [proxy, zeroAddress])
    await chain.send({ to: market, name: 'ReplayMarket', call: 'borrow', args: [7n] })
    const refusing = (...methods: string[]) => {
      node.rewrite = ({ method }) => (methods.includes(method) ? refusal : undefined)
      return chain.replay({ proxy, to, rpcUrl: node.url })
    }
    const filtered = await refusing()
    expect(outcomes(filtered)).toEqual({ same: 1, 'not run': 1 })
    expect(filtered.groups).toEqual([])
    const traced = await refusing('trace_filter')
    expect(traced.transactions).toEqual(filtered.transactions)
    expect(traced).toMatchObject({ source: { kind: 'traces' }, gaps: [] })
    const blocks = await refusing('trace_filter', 'debug_traceBlockByNumber')
    expect(outcomes(blocks)).toEqual({ 'not run': 1 })
    expect(blocks).toMatchObject({
      source: { kind: 'blocks' },
      gaps: [expect.stringContaining('came from other contracts and emitted nothing')],
    })
  })

  test('behavior: the last ones, and a list', async () => {
    const { transactions } = await chain.replay({ proxy: ledger, to: twin })
    const hashes = transactions.slice(-3).map(({ hash }) => hash)
    const wanted = { kind: 'last', last: 3 } as const
    const last = await chain.replay({ proxy: ledger, to: twin, wanted })
    expect(last.transactions.map(({ hash }) => hash)).toEqual(hashes)
    const missing: Hash = `0x${'77'.repeat(32)}`
    const list = await chain.replay({
      proxy: ledger,
      to: twin,
      wanted: { kind: 'list', hashes: [missing, ...hashes.toReversed()] },
    })
    expect(list.transactions).toEqual(last.transactions)
    expect(list.gaps).toEqual([expect.stringContaining(`${missing} was not found`)])
  })
})

describe('what the node does not offer', () => {
  const without = (...methods: string[]) => {
    node.rewrite = ({ method }) => (methods.includes(method) ? refusal : undefined)
    return node.url
  }
  const tracers = ['debug_traceTransaction', 'debug_traceBlockByNumber']

  test.each([
    ['calls at the parent block', tracers, { calls: 7 }],
    ['a fork of the parent block', [...tracers, 'debug_traceCall'], { fork: 7 }],
  ])('behavior: %s comes to the same as traces', async (_, methods, ways) => {
    for (const to of [twin, fee]) {
      const traced = await chain.replay({ proxy: ledger, to })
      expect(traced.ways).toMatchObject({ trace: 7 })
      const other = await chain.replay({ proxy: ledger, to, rpcUrl: without(...methods) })
      expect(other.ways).toEqual({ trace: 0, calls: 0, fork: 0, simulation: 0, ...ways })
      expect(other.transactions).toEqual(traced.transactions)
      expect(other.groups.map(({ causes }) => causes)).toEqual(
        traced.groups.map(({ causes }) => causes),
      )
      expect(other.counts).toEqual(traced.counts)
    }
  })

  test('behavior: what the new code alone looks at is what earlier transactions left', async () => {
    const name = 'ReplayLedger'
    const proxy = await chain.deployProxy(name)
    const feed = await chain.deploy('ReplayFeed')
    const to = await chain.deploy('ReplayLedgerFeed', [feed])
    const record = { to: proxy, name, call: 'record', args: [1n] }
    const set = (value: bigint) => ({ to: feed, name: 'ReplayFeed', call: 'set', args: [value] })
    await chain.sendTogether([record, set(8n), record, set(7n), record])
    const { groups, ways } = await chain.replay({ proxy, to, rpcUrl: without(...tracers) })
    expect(ways.calls).toBe(3)
    const seen = groups[0]?.examples.map(({ differences }) =>
      differences.flatMap((one) => (one.kind === 'event' ? BigInt(one.data.data) : [])),
    )
    expect(seen).toEqual([[0n], [8n], [7n]])
  })

  test('behavior: a node that ignores changed states is asked for a fork', async () => {
    node.rewrite = ({ method, params }) => {
      if (tracers.includes(method)) return refusal
      const [, , options] = params as [object, string, { stateOverrides?: object }?]
      const changed = Object.keys(options?.stateOverrides ?? {}).length > 0
      if (method !== 'debug_traceCall' || !changed) return undefined
      // As on a state on which nobody has written.
      const result = { pre: {}, post: {}, type: 'CALL', from: ledger, to: ledger, gasUsed: '0x1' }
      return { result }
    }
    const replay = await chain.replay({ proxy: ledger, to: twin, rpcUrl: node.url })
    expect(replay.ways).toMatchObject({ calls: 3, fork: 4 })
    expect(outcomes(replay)).toEqual({ same: 7, 'not run': 1 })
  })

  test.each([
    ['not told', refusal],
    ['of another transaction', { result: '0xf8' }],
  ])('behavior: bytes of transactions that are %s', async (_, answer) => {
    node.rewrite = ({ method }) => (method === 'eth_getRawTransactionByHash' ? answer : undefined)
    const { transactions } = await chain.replay({ proxy: ledger, to: twin, rpcUrl: node.url })
    expect(transactions).toEqual((await chain.replay({ proxy: ledger, to: twin })).transactions)
  })

  test('behavior: without traces, calls and states of the past it is unknown', async () => {
    const rpcUrl = without(...tracers, 'debug_traceCall', 'eth_getStorageAt', 'eth_getProof')
    const replay = await chain.replay({ proxy: ledger, to: twin, rpcUrl })
    expect(replay.counts.same).toBe(0)
    expect(judgeReplay(replay)).toBe('unknown')
  })
})

describe('what the calls of a patch leave', () => {
  const upgrade = (to: Address, migration: Hex) => {
    const args = [to, migration] as const
    const data = encodeFunctionData({ abi: upgradeAbi, args })
    return [{ target: ledger, value: 0n, data }]
  }
  const begin = (limit: bigint) =>
    encodeFunctionData({ abi: parseAbi(['function begin(uint256)']), args: [limit] })
  let begun: Address
  beforeAll(async () => {
    begun = await chain.deploy('ReplayLedgerBegun')
  })

  test('default: the new code finds what its migration writes', async () => {
    const to = begun
    const bare = await chain.replay({ proxy: ledger, to, calls: upgrade(to, '0x') })
    expect(outcomes(bare)).toEqual({ 'newly reverts': 7, 'not run': 1 })
    const replay = await chain.replay({ proxy: ledger, to, calls: upgrade(to, begin(9n)) })
    expect(outcomes(replay)).toEqual({ different: 7, 'not run': 1 })
    expect(replay.subject.overrides.map(({ word, before }) => [before, word].map(Number))).toEqual([
      [28, 29],
      [0, 9],
    ])
    expect(replay.gaps).toEqual([
      expect.stringMatching(/^What the patch makes of slot 0x0+1 of .* may have been another word/),
    ])
  })

  test('behavior: calls that do not come through are not applied, and that is told', async () => {
    const calls = upgrade(twin, begin(9n))
    const replay = await chain.replay({ proxy: ledger, to: twin, calls })
    expect(replay.subject.overrides).toEqual([])
    expect(replay.gaps).toEqual([expect.stringMatching(/was not applied: .*reverts$/)])
    expect(judgeReplay(replay)).toBe('unknown')
  })

  test('args: words of its own take their place', async () => {
    const slot: Hash = `0x${'3'.padStart(64, '0')}`
    const overrides = [{ address: ledger, slot, word: slot, reason: 'chosen' }]
    const calls = upgrade(begun, begin(9n))
    const replay = await chain.replay({ proxy: ledger, to: begun, calls, overrides })
    expect(replay.subject.overrides).toEqual(overrides)
    expect(outcomes(replay)).toEqual({ same: 7, 'not run': 1 })
    expect(replay.gaps).toEqual([])
  })
})

describe('screening', () => {
  const mode = 'screening' as const

  test('default: what is the same is settled by the simulation', async () => {
    const replay = await chain.replay({ proxy: ledger, to: twin, mode })
    expect(outcomes(replay)).toEqual({ same: 7, 'not run': 1 })
    const states = replay.transactions.map(({ state }) => state)
    expect(states).toEqual(['exact', ...Array.from({ length: 7 }, () => 'cumulative')])
    expect(judgeReplay(replay)).toBe('unknown')
  })

  test('behavior: what differs comes to the same as in exact mode', async () => {
    const screened = await chain.replay({ proxy: ledger, to: fee, mode })
    const exact = await chain.replay({ proxy: ledger, to: fee })
    expect(screened.groups).toEqual(exact.groups)
    expect(screened.transactions).toEqual(exact.transactions)
  })

  test('behavior: what differs only after what the new code did before is settled on the state before its block', async () => {
    const name = 'ReplayReferral'
    const proxy = await chain.deployProxy(name)
    const to = await chain.deploy('ReplayReferralBad')
    const call = (call: string, ...args: readonly unknown[]) => ({ to: proxy, name, call, args })
    await chain.send(call('award', 1n, demoAccount(1).address, 10n))
    // Reverts with the old code; with the new one it takes what the next one wants.
    await chain.sendTogether([call('claim', 6n, [1n, 1n])])
    await chain.send(call('claim', 6n, [1n]))
    const { transactions } = await chain.replay({ proxy, to, mode })
    expect(transactions.slice(-3).map(({ outcome, state }) => [outcome, state])).toEqual([
      ['same', 'cumulative'],
      ['newly succeeds', 'exact'],
      ['same', 'cumulative'],
    ])
  })

  test('behavior: it goes on to the same bytes', async () => {
    const results: ReplayResult[] = []
    let cursor: ReplayCursor | undefined
    const whole = await chain.replay({
      proxy: ledger,
      to: twin,
      mode,
      onFound: (found) => {
        cursor = found
      },
      onResults: (found) => results.push(...found),
    })
    if (!cursor) throw new Error('It was not told what was found.')
    const half = results.filter((_, at) => at % 2 === 0)
    const again: ReplayResult[] = []
    const resumed = await chain.replay({
      proxy: ledger,
      to: twin,
      mode,
      resume: { cursor, results: half },
      onResults: (found) => again.push(...found),
    })
    expect(canonicalWire(resumed)).toBe(canonicalWire(whole))
    expect(again).toHaveLength(results.length - half.length)
  })

  test('behavior: without eth_simulateV1 each is replayed exactly', async () => {
    node.rewrite = ({ method }) => (method === 'eth_simulateV1' ? refusal : undefined)
    const replay = await chain.replay({ proxy: ledger, to: twin, mode, rpcUrl: node.url })
    expect(outcomes(replay)).toEqual({ same: 7, 'not run': 1 })
    expect(replay.transactions.every(({ state }) => state === 'exact')).toBe(true)
  })

  test('behavior: a simulation that leaves out a transaction settles nothing', async () => {
    node.rewrite = ({ method }, { result }) => {
      if (method !== 'eth_simulateV1') return undefined
      const blocks = structuredClone(result) as { calls: unknown[] }[]
      blocks.at(-1)?.calls.pop()
      return { result: blocks }
    }
    const replay = await chain.replay({ proxy: ledger, to: twin, mode, rpcUrl: node.url })
    expect(replay.transactions.every(({ state }) => state === 'exact')).toBe(true)
  })
})

describe('nodes that lie, refuse or answer too much', () => {
  const replayAt = async (rewrite: RpcProxy['rewrite'], maximum?: number) => {
    node.rewrite = rewrite
    const limits = maximum === undefined ? undefined : { maximum }
    return await chain.replay({ proxy: ledger, to: twin, rpcUrl: node.url, limits })
  }

  test('behavior: one that only passes on', async () => {
    expect(outcomes(await replayAt(undefined))).toEqual({ same: 7, 'not run': 1 })
  })

  test.each([
    ['debug_traceTransaction', { unknown: 8 }],
    ['eth_getBlockByNumber', { unknown: 8 }],
    // The transaction that creates the proxy is known by what it found.
    ['eth_getCode', { unknown: 7, 'not run': 1 }],
  ])('behavior: nonsense to %s leaves it unknown', async (method, expected) => {
    // The new code itself has to be there, or there is nothing to replay.
    const isNew = (params: readonly unknown[]) => params[0] === twin.toLowerCase()
    const replay = await replayAt((asked) =>
      asked.method === method && !isNew(asked.params) ? { result: { odd: [1] } } : undefined,
    )
    expect(outcomes(replay)).toEqual(expected)
    expect(replay.transactions.every(({ reason }) => reason)).toBe(true)
    expect(judgeReplay(replay)).toBe('unknown')
  })

  test('behavior: half of the events is not reproducible', async () => {
    const replay = await chain.replay({ proxy: eventful, to: fee })
    expect(outcomes(replay).same).toBe(2)
    node.rewrite = ({ method }, { result }) => {
      if (method !== 'eth_getTransactionReceipt') return undefined
      return { result: { ...(result as object), logs: [] } }
    }
    const half = await chain.replay({ proxy: eventful, to: fee, rpcUrl: node.url })
    expect(outcomes(half)).toEqual({ 'not reproducible': 2, 'not run': 1 })
    expect(half.transactions[1]?.reason).toBe('it emits 1 events here and 0 on the chain')
    expect(judgeReplay(half)).toBe('unknown')
  })

  test('behavior: a state that was not so is not reproducible', async () => {
    const replay = await replayAt(({ method }, { result }) => {
      if (method !== 'debug_traceTransaction') return undefined
      const state = structuredClone(result) as Record<string, { storage?: Record<string, string> }>
      for (const { storage = {} } of Object.values(state)) {
        for (const [slot, word] of Object.entries(storage)) {
          // Whatever counts something, counts it from nothing.
          if (BigInt(word) < 1_000n) storage[slot] = `0x${'00'.repeat(32)}`
        }
      }
      return { result: state }
    })
    expect(replay.counts['not reproducible']).toBeGreaterThan(3)
    expect(judgeReplay(replay)).toBe('unknown')
  })

  test('behavior: an answer of megabytes leaves it unknown', async () => {
    const replay = await replayAt(({ method }) => {
      return method === 'debug_traceTransaction' ? { result: 'x'.repeat(300_000) } : undefined
    }, 200_000)
    expect(outcomes(replay)).toEqual({ unknown: 8 })
    expect(replay.transactions[0]?.reason).toContain('more than 200000 bytes')
  })

  test.each<[string, () => object]>([
    ['nonsense', () => ({ odd: 'x'.repeat(10_000_000) })],
    ['words that nobody can have paid for', () => ({ [ledger]: { storage: manyWords(75_000) } })],
  ])('behavior: ten megabytes of %s for one transaction', async (_, answer) => {
    const whole = await chain.replay({ proxy: ledger, to: twin })
    const hash = whole.transactions.find(({ outcome }) => outcome === 'same')?.hash
    const held = process.memoryUsage.rss()
    const replay = await replayAt(({ method, params }) =>
      method === 'debug_traceTransaction' && params[0] === hash ? { result: answer() } : undefined,
    )
    expect(outcomes(replay)).toEqual({ same: 6, unknown: 1, 'not run': 1 })
    expect(judgeReplay(replay)).toBe('unknown')
    expect(canonicalWire(replay).length).toBeLessThan(20_000)
    expect(process.memoryUsage.rss() - held).toBeLessThan(400_000_000)
  })

  test.each<[string, (log: object) => object]>([
    ['blocks that were not asked for', (log) => ({ ...log, blockNumber: '0xffffff' })],
    ['places that no block has', (log) => ({ ...log, transactionIndex: '0xffffffffffffffff' })],
  ])('behavior: events of %s are not believed', async (_, change) => {
    const replay = await replayAt(({ method }, { result }) =>
      method === 'eth_getLogs' ? { result: (result as object[]).map(change) } : undefined,
    )
    expect(replay.gaps.join()).toContain('Not every block could be looked through')
    expect(judgeReplay(replay)).toBe('unknown')
  })

  test('behavior: another block than the one asked for', async () => {
    const replay = await replayAt(({ method }, { result }) =>
      method === 'eth_getBlockByNumber'
        ? { result: { ...(result as object), number: '0x0' } }
        : undefined,
    )
    expect(outcomes(replay)).toEqual({ unknown: 8 })
  })

  test('behavior: a node that is gone', async () => {
    node.rewrite = ({ method }) => (method.startsWith('eth_getCode') ? undefined : refusal)
    const replay = await chain.replay({ proxy: ledger, to: twin, rpcUrl: node.url })
    expect(replay.transactions).toEqual([])
    expect(replay.gaps.join()).toContain('were not looked through')
    expect(judgeReplay(replay)).toBe('unknown')
  })

  test('error: cancelled', async () => {
    const controller = new AbortController()
    const reason = new Error('The reader has gone.')
    const onFound = () => controller.abort(reason)
    const { signal } = controller
    await expect(chain.replay({ proxy: ledger, to: twin, signal, onFound })).rejects.toBe(reason)
  })
})

describe('new code that tries to break something', () => {
  test.each<[string, Hex, string]>([
    // JUMPDEST, PUSH0, JUMP
    ['a loop without end', '0x5b5f56', 'reverts with no data'],
    // PUSH3 200,000, PUSH0, REVERT
    ['a bomb of bytes', '0x62030d405ffd', 'reverts with 0x00000000'],
  ])('behavior: %s', async (_, code, cause) => {
    const to = await chain.deployCode(code)
    const wanted = { kind: 'last', last: 3 } as const
    const replay = await chain.replay({ proxy: ledger, to, wanted })
    expect(outcomes(replay)).toEqual({ 'newly reverts': 3 })
    expect(replay.groups[0]?.causes[0]).toContain(cause)
    expect(canonicalWire(replay).length).toBeLessThan(20_000)
  })
})
