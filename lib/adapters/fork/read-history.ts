import type { Hash } from 'viem'
import { numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { BlockHistory } from '@/lib/core/replay/historic-place'
import type { HistoricBlock, HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { Prestate } from '@/lib/core/replay/prestate'
import type { TransactionPlace } from '@/lib/core/replay/replay'
import { type AskedNode, askAll } from './ask-all'
import { ForkError } from './fork-errors'
import { asObject, listOf, readHex, readQuantity } from './parse-call-trace'
import { parseHistoricBlock, parseHistoricTransaction } from './parse-historic-transaction'
import { parsePrestate } from './parse-prestate'
import { parseReplayedBlock } from './parse-replayed-block'
import { attempt, read, resultOf } from './read-answer'
import type { BatchRequest } from './request-batch'

/** A transaction and the state just before it. */
export type HistoricState = {
  readonly transaction: HistoricTransaction
  readonly prestate: Prestate
  /** Of all transactions of its block, in order, where the node traced them at once. */
  readonly block?: BlockHistory | undefined
}

/** So that a block of many others is not traced for the sake of one. */
const fullestShare = 4

const tracer = '{"tracer":"prestateTracer","tracerConfig":{"disableCode":true}}'

/**
 * Reads transactions of some blocks, with their receipts and what each of them found, in two rounds of batches.
 *
 * @param options `tracesBlocks`: whether to trace a block at once of which many transactions are wanted.
 *
 * @returns one for each place, in their order; what could not be read is told with its reason.
 * @throws the reason of the signal
 */
export async function readHistory(
  node: AskedNode,
  places: readonly TransactionPlace[],
  { tracesBlocks = true }: { readonly tracesBlocks?: boolean } = {},
): Promise<Known<HistoricState>[]> {
  const numbers = [...new Set(places.map(({ blockNumber }) => blockNumber))]
  const heads = numbers.map((number) => ({
    method: 'eth_getBlockByNumber',
    params: `["${numberToHex(number)}",false]`,
  }))
  const bodies = places.flatMap(({ hash }) => [
    { method: 'eth_getTransactionByHash', params: `["${hash}"]` },
    { method: 'eth_getTransactionReceipt', params: `["${hash}"]` },
  ])
  const answers = await askAll(node, [...heads, ...bodies])
  const blocks = new Map(numbers.map((number, at) => [number, read(answers[at], readHead)]))
  const share = tracesBlocks ? fullestShare : 0
  const traced = await readPrestates(node, places, { blocks, share })
  return places.map(({ hash, blockNumber }, at) =>
    attempt(() => {
      const head = need(blocks.get(blockNumber))
      const [body, receipt] = [2 * at, 2 * at + 1].map((one) => answers[numbers.length + one])
      const transaction = parseHistoricTransaction(resultOf(body), {
        receipt: resultOf(receipt),
        block: head.block,
      })
      const { prestate, block } = need(traced.get(hash))
      // What it is called by has to be what was asked for.
      if (transaction.hash !== hash) throw new ForkError('It is another transaction.', hash)
      return { transaction, prestate, block }
    }),
  )
}

type Head = { readonly block: HistoricBlock; readonly hashes: readonly Hash[] }

function readHead(answer: unknown): Head {
  const hashes = listOf(asObject(answer).transactions).map((one) => readHex(one, 66))
  return { block: parseHistoricBlock(answer), hashes }
}

type Traced = Pick<HistoricState, 'prestate' | 'block'>

async function readPrestates(
  node: AskedNode,
  places: readonly TransactionPlace[],
  { blocks, share }: { blocks: ReadonlyMap<bigint, Known<Head>>; share: number },
): Promise<ReadonlyMap<Hash, Known<Traced>>> {
  const plans = [...blocks].flatMap(([number, head]): Plan[] => {
    if (!head.known) return []
    const { hashes } = head.value
    const own = places.flatMap(({ hash, blockNumber }) => (blockNumber === number ? hash : []))
    const isFull = own.length * share >= hashes.length
    return isFull ? [{ number, hashes, own }] : own.map((hash) => ({ hash }))
  })
  const answers = await askAll(node, plans.map(requestOf))
  const traced = plans.flatMap((plan, at): [Hash, Known<Traced>][] => {
    if (!('own' in plan)) {
      return [[plan.hash, read(answers[at], (one) => ({ prestate: parsePrestate(one) }))]]
    }
    const block = read(answers[at], (one) => readBlockPrestates(one, plan.hashes))
    return plan.own.map((hash) => [hash, attempt(() => tracedIn(need(block), plan.hashes, hash))])
  })
  return new Map(traced)
}

type Plan =
  | { readonly number: bigint; readonly hashes: readonly Hash[]; readonly own: readonly Hash[] }
  | { readonly hash: Hash }

function requestOf(plan: Plan): BatchRequest {
  return 'own' in plan ? blockTrace(plan.number) : transactionTrace(plan.hash)
}

function transactionTrace(hash: Hash): BatchRequest {
  return { method: 'debug_traceTransaction', params: `["${hash}",${tracer}]` }
}

function blockTrace(number: bigint): BatchRequest {
  return { method: 'debug_traceBlockByNumber', params: `["${numberToHex(number)}",${tracer}]` }
}

function tracedIn(block: readonly Prestate[], hashes: readonly Hash[], hash: Hash): Traced {
  const prestate = block[hashes.indexOf(hash)]
  if (!prestate) throw new ForkError('The block does not hold the transaction.', hash)
  return { prestate, block: { kind: 'looked at', transactions: block } }
}

function readBlockPrestates(answer: unknown, hashes: readonly Hash[]): Prestate[] {
  const traces = listOf(answer).map(asObject)
  if (traces.length !== hashes.length) {
    throw new ForkError(`It traced ${traces.length} of ${hashes.length} transactions.`, '')
  }
  return traces.map(({ txHash, result }, at) => {
    if (txHash !== undefined && readHex(txHash, 66) !== hashes[at]) {
      throw new ForkError('The traces of the block are in another order.', '')
    }
    return parsePrestate(result)
  })
}

/**
 * What every transaction of a block changed.
 *
 * @throws the reason of the signal
 */
export async function readBlockHistory(
  node: AskedNode,
  number: bigint,
): Promise<Known<BlockHistory>> {
  const block = numberToHex(number)
  const [replayed] = await askAll(node, [
    { method: 'trace_replayBlockTransactions', params: `["${block}",["stateDiff"]]` },
  ])
  const changed = read(replayed, parseReplayedBlock)
  if (changed.known) return { known: true, value: { kind: 'changed', transactions: changed.value } }
  const head = { method: 'eth_getBlockByNumber', params: `["${block}",false]` }
  const [told, traces] = await askAll(node, [head, blockTrace(number)])
  return attempt(() => ({
    kind: 'looked at',
    transactions: readBlockPrestates(resultOf(traces), readHead(resultOf(told)).hashes),
  }))
}

/** What a transaction found, with the code of all accounts, by address in lower case. */
export async function readCodesBefore(
  node: AskedNode,
  hashes: readonly Hash[],
): Promise<Known<ReadonlyMap<string, unknown>>[]> {
  const requests = hashes.map((hash) => ({
    method: 'debug_traceTransaction',
    params: `["${hash}",{"tracer":"prestateTracer"}]`,
  }))
  const answers = await askAll(node, requests)
  return answers.map((answer) =>
    read(answer, (accounts) => {
      const entries = Object.entries(asObject(accounts))
      return new Map(entries.map(([key, one]) => [key.toLowerCase(), asObject(one).code]))
    }),
  )
}

/** The value, or an error that says why there is none. */
function need<T>(known: Known<T> | undefined): T {
  if (!known) throw new ForkError('The node did not tell its block.', '')
  if (known.known) return known.value
  throw new ForkError(known.reason, '')
}

/**
 * Finds the blocks of transactions, and puts them into the order of the chain.
 *
 * @returns what was found; what was not is told in words.
 * @throws the reason of the signal
 */
export async function locateTransactions(
  node: AskedNode,
  hashes: readonly Hash[],
): Promise<{ readonly places: TransactionPlace[]; readonly gaps: string[] }> {
  const distinct = [...new Set(hashes.map((hash) => hash.toLowerCase() as Hash))]
  const requests = distinct.map((hash) => ({
    method: 'eth_getTransactionReceipt',
    params: `["${hash}"]`,
  }))
  const answers = await askAll(node, requests)
  const found = distinct.map((hash, at) =>
    read(answers[at], (answer) => {
      const { blockNumber, transactionIndex, transactionHash } = asObject(answer)
      if (readHex(transactionHash, 66) !== hash)
        throw new ForkError('It is another transaction.', '')
      const index = Number(readQuantity(transactionIndex))
      return { hash, blockNumber: readQuantity(blockNumber), index }
    }),
  )
  const gaps = distinct.flatMap((hash, at) => {
    const place = found[at]
    return place && !place.known ? [`${hash} was not found: ${place.reason}`] : []
  })
  const places = found
    .flatMap((place) => (place.known ? [place.value] : []))
    .toSorted((a, b) => Number(a.blockNumber - b.blockNumber) || a.index - b.index)
    .map(({ hash, blockNumber }) => ({ hash, blockNumber }))
  return { places, gaps }
}
