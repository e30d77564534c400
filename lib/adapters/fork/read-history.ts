import { type Hash, type Hex, numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { BlockHistory } from '@/lib/core/replay/historic-place'
import type { HistoricBlock, HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { Prestate } from '@/lib/core/replay/prestate'
import type { TransactionPlace } from '@/lib/core/replay/replay'
import type { ReplayWay } from '@/lib/core/replay/replay-way'
import { type AskedNode, askAll } from './ask-all'
import { ForkError } from './fork-errors'
import { asObject, listOf, readHex, readQuantity } from './parse-call-trace'
import {
  parseHistoricBlock,
  parseHistoricTransaction,
  readIndex,
} from './parse-historic-transaction'
import { parsePrestate } from './parse-prestate'
import { parseRawTransaction } from './parse-raw-transaction'
import { parseReplayedBlock } from './parse-replayed-block'
import { attempt, read, resultOf } from './read-answer'
import type { BatchAnswer, BatchRequest } from './request-batch'

/** A transaction and the state just before it. */
export type HistoricState = {
  readonly transaction: HistoricTransaction
  readonly prestate: Prestate
  /** Of all transactions of its block, in order, or of those before it, where that is known. */
  readonly block?: BlockHistory | undefined
  /** Codes that others before it in its block left, by address in lower case. */
  readonly codes?: ReadonlyMap<string, Hex> | undefined
  readonly way: Exclude<ReplayWay, 'simulation'>
}

/** What is known of some transactions. */
export type ReadHistory = {
  /** One for each place, in their order. */
  readonly states: readonly Known<HistoricState>[]
  /** Those whose trace the node says that it does not have. */
  readonly refused: ReadonlySet<Hash>
  readonly heads: ReadonlyMap<bigint, Known<Head>>
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
): Promise<ReadHistory> {
  const { heads, transactions } = await readTransactions(node, places)
  const share = tracesBlocks ? fullestShare : 0
  const { traced, refused } = await readPrestates(node, places, { heads, share })
  const states = places.map(({ hash }, at) =>
    attempt((): HistoricState => {
      const transaction = need(transactions[at])
      const { prestate, block } = need(traced.get(hash))
      return { transaction, prestate, block, way: 'trace' }
    }),
  )
  return { states, refused, heads }
}

export type ReadTransactions = {
  readonly heads: ReadonlyMap<bigint, Known<Head>>
  /** One for each place, in their order. */
  readonly transactions: readonly Known<HistoricTransaction>[]
}

/**
 * Reads transactions with their receipts and their blocks.
 *
 * @throws the reason of the signal
 */
export async function readTransactions(
  node: AskedNode,
  places: readonly TransactionPlace[],
): Promise<ReadTransactions> {
  const wanted = new Map<bigint, Hash[]>()
  for (const { hash, blockNumber } of places) {
    const hashes = wanted.get(blockNumber)
    if (hashes) hashes.push(hash)
    else wanted.set(blockNumber, [hash])
  }
  const requests = [...wanted].flatMap(([number, hashes]) => requestsOf(number, hashes))
  const answers = await askAll(node, requests)
  let next = 0
  const heads = new Map<bigint, Known<Head>>()
  const found = new Map<Hash, Known<HistoricTransaction>>()
  for (const [number, hashes] of wanted) {
    const own = answers.slice(next, next + requestsOf(number, hashes).length)
    next += own.length
    const head = read(own[0], (one) => readHead(one, number))
    heads.set(number, head)
    for (const [hash, transaction] of readBodies(own, hashes, head)) found.set(hash, transaction)
  }
  // There are nodes that do not give all receipts of a block at once.
  const left = places.filter(({ hash }) => found.get(hash) === undefined)
  const singles = await askAll(
    node,
    left.flatMap(({ hash }) => bodyRequests(hash)),
  )
  for (const [at, { hash, blockNumber }] of left.entries()) {
    const pair = { body: singles[2 * at], receipt: singles[2 * at + 1] }
    found.set(hash, readBody(hash, pair, heads.get(blockNumber)))
  }
  return {
    heads,
    transactions: places.map(({ hash }) => found.get(hash) ?? notTold),
  }
}

const notTold = { known: false, reason: 'The node did not tell the transaction.' } as const

/** From so many on, the transactions and the receipts of a block are asked for together. */
const many = 3

function requestsOf(number: bigint, hashes: readonly Hash[]): BatchRequest[] {
  const block = numberToHex(number)
  const isWhole = hashes.length >= many
  const head = { method: 'eth_getBlockByNumber', params: `["${block}",${isWhole}]` }
  if (isWhole) return [head, { method: 'eth_getBlockReceipts', params: `["${block}"]` }]
  const raws = hashes.map((hash) => ({
    method: 'eth_getRawTransactionByHash',
    params: `["${hash}"]`,
  }))
  return [head, ...raws, ...hashes.map(receiptRequest)]
}

function receiptRequest(hash: Hash): BatchRequest {
  return { method: 'eth_getTransactionReceipt', params: `["${hash}"]` }
}

function bodyRequests(hash: Hash): BatchRequest[] {
  return [{ method: 'eth_getTransactionByHash', params: `["${hash}"]` }, receiptRequest(hash)]
}

/** Those that the answers hold: a node may not tell the bytes of a transaction, or not all receipts of a block at once. */
function readBodies(
  answers: readonly BatchAnswer[],
  hashes: readonly Hash[],
  head: Known<Head>,
): [Hash, Known<HistoricTransaction>][] {
  return hashes.length >= many
    ? readWholeBlock(answers, hashes, head)
    : readSingles(answers, hashes, head)
}

function readWholeBlock(
  [block, receipts]: readonly BatchAnswer[],
  hashes: readonly Hash[],
  head: Known<Head>,
): [Hash, Known<HistoricTransaction>][] {
  const bodies = read(block, (one) => byHash(listOf(asObject(one).transactions), 'hash'))
  const told = read(receipts, (all) => byHash(listOf(all).filter(Boolean), 'transactionHash'))
  if (!bodies.known || !told.known) return []
  return hashes.flatMap((hash): [Hash, Known<HistoricTransaction>][] => {
    const [body, receipt] = [bodies.value.get(hash), told.value.get(hash)]
    if (!body || !receipt) return []
    return [[hash, readBody(hash, { body: answered(body), receipt: answered(receipt) }, head)]]
  })
}

function readSingles(
  answers: readonly BatchAnswer[],
  hashes: readonly Hash[],
  head: Known<Head>,
): [Hash, Known<HistoricTransaction>][] {
  const raws = answers.slice(1, 1 + hashes.length)
  const told = answers.slice(1 + hashes.length)
  return hashes.flatMap((hash, at): [Hash, Known<HistoricTransaction>][] => {
    const receipt = read(told[at], asObject)
    if (!receipt.known) return []
    const body = read(raws[at], (raw) => {
      const { from, blockHash, transactionIndex, effectiveGasPrice } = receipt.value
      const place = { blockHash, transactionIndex, gasPrice: effectiveGasPrice }
      return parseRawTransaction(raw, { hash, from, receipt: place })
    })
    if (!body.known) return []
    const pair = { body: answered(body.value), receipt: answered(receipt.value) }
    return [[hash, readBody(hash, pair, head)]]
  })
}

function byHash(list: readonly unknown[], name: string): ReadonlyMap<Hash, unknown> {
  return new Map(list.map((one) => [readHex(asObject(one)[name], 66), one]))
}

function answered(result: unknown): BatchAnswer {
  return { answered: true, result }
}

function readBody(
  hash: Hash,
  { body, receipt }: { body: BatchAnswer | undefined; receipt: BatchAnswer | undefined },
  head: Known<Head> | undefined,
): Known<HistoricTransaction> {
  return attempt(() => {
    const { block } = need(head)
    const transaction = parseHistoricTransaction(resultOf(body), {
      receipt: resultOf(receipt),
      block,
    })
    // What it is called by has to be what was asked for.
    if (transaction.hash !== hash) throw new ForkError('It is another transaction.', hash)
    return transaction
  })
}

/** A block, and the transactions in it. */
export type Head = { readonly block: HistoricBlock; readonly hashes: readonly Hash[] }

function readHead(answer: unknown, number: bigint): Head {
  const block = parseHistoricBlock(answer)
  if (block.number !== number) throw new ForkError('It is another block.', String(block.number))
  const hashes = listOf(asObject(answer).transactions).map((one) =>
    readHex(typeof one === 'string' ? one : asObject(one).hash, 66),
  )
  return { block, hashes }
}

type Traced = Pick<HistoricState, 'prestate' | 'block'>

async function readPrestates(
  node: AskedNode,
  places: readonly TransactionPlace[],
  { heads, share }: { heads: ReadonlyMap<bigint, Known<Head>>; share: number },
): Promise<{ traced: ReadonlyMap<Hash, Known<Traced>>; refused: ReadonlySet<Hash> }> {
  const plans = [...heads].flatMap(([number, head]): Plan[] => {
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
  const refused = plans.flatMap((plan, at) => {
    const answer = answers[at]
    if (!answer || answer.answered || !answer.refused) return []
    return 'own' in plan ? plan.own : [plan.hash]
  })
  return { traced: new Map(traced), refused: new Set(refused) }
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
    transactions: readBlockPrestates(resultOf(traces), readHead(resultOf(told), number).hashes),
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
  { hashes, toBlock }: { readonly hashes: readonly Hash[]; readonly toBlock: bigint },
): Promise<{
  readonly places: TransactionPlace[]
  readonly gaps: string[]
  readonly missing: Hash[]
}> {
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
      const place = { hash, blockNumber: readQuantity(blockNumber) }
      if (place.blockNumber < 1n || place.blockNumber > toBlock) {
        throw new ForkError('It is not in the blocks that are looked at.', '')
      }
      return { ...place, index: readIndex(transactionIndex) }
    }),
  )
  const gaps = distinct.flatMap((hash, at) => {
    const place = found[at]
    return place && !place.known ? [`${hash} was not found: ${place.reason}`] : []
  })
  const missing = distinct.filter((_, at) => !found[at]?.known)
  const places = found
    .flatMap((place) => (place.known ? [place.value] : []))
    .toSorted((a, b) => Number(a.blockNumber - b.blockNumber) || a.index - b.index)
    .map(({ hash, blockNumber }) => ({ hash, blockNumber }))
  return { places, gaps, missing }
}
