import { type Address, type Hash, type Hex, isHex, numberToHex } from 'viem'
import type { CallFrame, SimulatedLog, TracedBytes } from '@/lib/core/simulation/call-frame'
import { etherTransfers } from '@/lib/core/simulation/ether-transfers'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { ExecutedTransaction } from '@/lib/core/simulation/simulation'
import { ForkError } from './fork-errors'
import type { Fork } from './open-fork'
import { asObject, listOf, parseCallTrace, parseLog, readQuantity } from './parse-call-trace'
import { parseStateDiff } from './parse-state-diff'
import { type RunTransactionParameters, runTransaction } from './run-transaction'
import { parsePreimages, preimageTracer } from './trace-preimages'

/** A call as somebody makes it. Without a sender it is nobody in particular. */
export type WorldCall = {
  readonly from?: Address | undefined
  readonly to: Address
  readonly data: Hex
  /** Wei. */
  readonly value?: bigint | undefined
  /** Gas at most; by default what a block holds. */
  readonly gas?: bigint | undefined
}

/** What a call came to; where it reverted, `output` is what it reverted with. */
export type CallAnswer = {
  readonly succeeded: boolean
  readonly output: TracedBytes
  /** It failed because it used up all gas. */
  readonly exhausted?: true
}

export type LogsParameters = {
  readonly address: Address
  readonly fromBlock: bigint
  /** The last one included. */
  readonly toBlock: bigint
}

/** What a transaction would do, all of it. */
export type Probe = Omit<ExecutedTransaction, 'frames'> & {
  readonly frames: readonly CallFrame[]
  readonly diff: RawStateDiff
}

/** A transaction for which the block and the price of gas are chosen by the world. */
export type WorldTransaction = Pick<RunTransactionParameters, 'from' | 'to' | 'data' | 'value'> & {
  /** Seconds that pass before it; 1 by default. */
  readonly after?: bigint | undefined
}

/**
 * The chain as it is before or after a patch, to be experimented with. Every question leaves it as it was.
 *
 * Each throws ForkError where the fork does not answer or answers nonsense, and the reason of the signal.
 */
export type World = {
  /** Seconds since the epoch, of its last block. */
  readonly timestamp: bigint
  /** Of its last block. */
  readonly number: bigint
  readonly call: (call: WorldCall) => Promise<CallAnswer>
  /** What a transaction would do, without its being sent. */
  readonly probe: (call: WorldCall & { readonly from: Address }) => Promise<Probe>
  /** What such a transaction hashes, of the length that keys of mappings have. Takes a second for some 500,000 gas. */
  readonly hashed: (call: WorldCall) => Promise<readonly Hex[]>
  /** Sends transactions one after the other, each upon those before it; when the work is done all of it is undone. */
  readonly play: <T>(work: (play: Play) => Promise<T>) => Promise<T>
  readonly codeAt: (address: Address) => Promise<Hex>
  readonly storageAt: (address: Address, slot: Hash) => Promise<Hash>
  readonly balanceOf: (address: Address) => Promise<bigint>
  /** What a contract emitted, as far as the node that is forked has it. */
  readonly logsOf: (parameters: LogsParameters) => Promise<readonly SimulatedLog[]>
}

/** Within a play the same questions see what was sent in it. */
export type Play = Pick<
  World,
  'call' | 'probe' | 'hashed' | 'codeAt' | 'storageAt' | 'balanceOf'
> & {
  readonly send: (
    transaction: WorldTransaction,
  ) => Promise<ExecutedTransaction & { readonly diff: RawStateDiff }>
  /** For what only its owner could do otherwise. Say so where it is told. */
  readonly setStorage: (address: Address, slot: Hash, word: Hash) => Promise<void>
  readonly setBalance: (address: Address, wei: bigint) => Promise<void>
  /** Goes on from here for the length of some work, and comes back to this place. */
  readonly branch: <T>(work: () => Promise<T>) => Promise<T>
}

/** Gas of a question: what a block of any chain we know holds. */
const questionGas = 30_000_000n

/** Opens the world as it is on a fork now. Only one play at a time. @throws ForkError */
export async function openWorld(fork: Fork, { gas = questionGas } = {}): Promise<World> {
  const { number, timestamp } = await readHead(fork)
  const asked = questions(fork, gas)
  return {
    ...asked,
    number,
    timestamp,
    play: (work) => undone(fork, () => work({ ...asked, ...deeds(fork, gas) })),
  }
}

async function undone<T>({ request }: Fork, work: () => Promise<T>): Promise<T> {
  const snapshot = await request('evm_snapshot', [])
  try {
    return await work()
  } finally {
    await request('evm_revert', [snapshot])
  }
}

function questions(fork: Fork, gas: bigint): Omit<World, 'number' | 'timestamp' | 'play'> {
  const { request, limits } = fork
  const wire = ({ from, to, data, value = 0n, gas: own = gas }: WorldCall) => ({
    ...(from ? { from } : {}),
    to,
    data,
    value: numberToHex(value),
    gas: numberToHex(own),
    gasPrice: '0x0',
  })
  return {
    call: async (call) => {
      const options = { tracer: 'callTracer', tracerConfig: { onlyTopCall: true } }
      const trace = await request('debug_traceCall', [wire(call), 'latest', options])
      const [frame] = parseCallTrace({ trace, ...limits }).frames
      if (!frame) throw new ForkError('The fork traced nothing.', '')
      const { error, output, gasUsed } = frame
      const succeeded = error === undefined
      // A proxy whose code ran out of gas has a sixty-fourth of it left to say that it failed.
      const isOut = !succeeded && gasUsed * 100n >= (call.gas ?? gas) * 95n
      return { succeeded, output, ...(isOut ? { exhausted: true } : {}) }
    },
    probe: async (call) => {
      const logged = { tracer: 'callTracer', tracerConfig: { withLog: true } }
      const trace = await request('debug_traceCall', [wire(call), 'latest', logged])
      const { frames, logs } = parseCallTrace({ trace, ...limits })
      const [top] = frames
      if (!top) throw new ForkError('The fork traced nothing.', '')
      const changes = { tracer: 'prestateTracer', tracerConfig: { diffMode: true } }
      // What reverted has written nothing.
      const written =
        top.error === undefined
          ? await request('debug_traceCall', [wire(call), 'latest', changes])
          : { pre: {}, post: {} }
      return {
        from: call.from,
        to: call.to,
        succeeded: top.error === undefined,
        gasUsed: top.gasUsed,
        output: top.output,
        logs,
        transfers: etherTransfers(frames),
        frames,
        diff: withoutNumber(parseStateDiff(written), call.from),
      }
    },
    hashed: async (call) =>
      parsePreimages(
        await request('debug_traceCall', [wire(call), 'latest', { tracer: preimageTracer }]),
      ),
    codeAt: async (address) => {
      const code = await request('eth_getCode', [address, 'latest'])
      if (!isHex(code, { strict: true })) throw new ForkError('The fork has no such code.', '')
      return code
    },
    storageAt: async (address, slot) => {
      const word = readQuantity(await request('eth_getStorageAt', [address, slot, 'latest']))
      return numberToHex(word, { size: 32 })
    },
    balanceOf: async (address) =>
      readQuantity(await request('eth_getBalance', [address, 'latest'])),
    logsOf: async ({ address, fromBlock, toBlock }) => {
      const range = { fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
      const logs = await request('eth_getLogs', [{ address, ...range }])
      return listOf(logs).map((log) => parseLog(log, limits.bytes))
    },
  }
}

function deeds(
  fork: Fork,
  gas: bigint,
): Pick<Play, 'send' | 'setStorage' | 'setBalance' | 'branch'> {
  const { request } = fork
  return {
    branch: (work) => undone(fork, work),
    send: async ({ after = 1n, ...transaction }) => {
      const timestamp = (await readHead(fork)).timestamp + after
      const { transaction: executed, diff } = await runTransaction(fork, {
        ...transaction,
        gas,
        timestamp,
      })
      if (!diff.known) throw new ForkError(`What was written is not known: ${diff.reason}`, '')
      return { ...executed, diff: diff.value }
    },
    setStorage: async (address, slot, word) => {
      await request('anvil_setStorageAt', [address, slot, word])
    },
    setBalance: async (address, wei) => {
      await request('anvil_setBalance', [address, numberToHex(wei)])
    },
  }
}

async function readHead({ request }: Fork): Promise<{ number: bigint; timestamp: bigint }> {
  const block = asObject(await request('eth_getBlockByNumber', ['latest', false]))
  return { number: readQuantity(block.number), timestamp: readQuantity(block.timestamp) }
}

/** Lets time and blocks pass in which nothing happens. @throws ForkError */
export async function passTime(
  { request }: Fork,
  { until, blocks }: { until: bigint; blocks: bigint },
): Promise<void> {
  for (let left = blocks; left > 0n; left--) {
    if (left === 1n) await request('evm_setNextBlockTimestamp', [numberToHex(until)])
    await request('anvil_mine', ['0x1'])
  }
}

/** The number of the transaction is ours. */
function withoutNumber(diff: RawStateDiff, from: Address): RawStateDiff {
  const key = from.toLowerCase()
  const sender = diff.get(key)
  if (!sender) return diff
  const { nonce: _, ...left } = sender
  const isNothing = !left.balance && !left.codeHash && left.storage.size === 0
  const others = [...diff].filter(([one]) => one !== key)
  return new Map(isNothing ? others : [...others, [key, left]])
}
