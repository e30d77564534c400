import { type Address, type Hash, numberToHex } from 'viem'
import type { TransactionPlace } from '@/lib/core/replay/replay'
import { type AskedNode, askAll } from './ask-all'
import { ForkError } from './fork-errors'
import { asObject, listOf, readHex, readQuantity } from './parse-call-trace'
import { readIndex } from './parse-historic-transaction'
import { read } from './read-answer'
import type { BatchRequest } from './request-batch'

export type FindTransactionsParameters = {
  readonly addresses: readonly Address[]
  /** That many at most, the latest ones. */
  readonly last: number
  /** Not beyond these. */
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

export type FoundTransactions = {
  /** In the order of the chain. */
  readonly places: readonly TransactionPlace[]
  readonly kind: 'traces' | 'blocks'
  /** The range in which was looked. */
  readonly fromBlock: bigint
  readonly gaps: readonly string[]
}

/**
 * Finds the latest transactions that reached contracts, going back from a block: by traces where the node has them, so that
 * those are among them that come from other contracts; else by events and by what goes straight there.
 *
 * @throws the reason of the signal
 */
export async function findTransactions(
  node: AskedNode,
  parameters: FindTransactionsParameters,
): Promise<FoundTransactions> {
  const { addresses, last, fromBlock, toBlock } = parameters
  const way = await chooseWay(node, addresses, toBlock)
  const found = new Map<Hash, Found>()
  const gaps = new Set(way.kind === 'blocks' ? [withoutTraces] : [])
  let to = toBlock
  let step = way.step
  let failures = 0
  for (let asked = 0; found.size < last && to >= fromBlock; asked++) {
    if (failures === mostFailures || asked === mostRanges) {
      gaps.add(`Blocks before ${to + 1n} were not looked through.`)
      break
    }
    const from = greater(to - step + 1n, fromBlock)
    const part = await search(node, way, { addresses, from, to })
    if (part.failed && step > 1n) {
      step = greater(step / 4n, 1n)
      continue
    }
    failures = part.failed ? failures + 1 : 0
    for (const gap of gapsIn(part, way)) gaps.add(gap)
    for (const place of part.found) found.set(place.hash, place)
    to = from - 1n
    step = -greater(step * -2n, -way.longest)
  }
  const places = [...found.values()].toSorted(
    (a, b) => Number(a.blockNumber - b.blockNumber) || a.index - b.index,
  )
  return {
    places: places.slice(-last).map(({ hash, blockNumber }) => ({ hash, blockNumber })),
    kind: way.kind,
    fromBlock: to + 1n,
    gaps: [...gaps],
  }
}

function greater(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}

/** Single blocks in a row that cannot be read, and ranges of blocks, after which nothing more is asked. */
const mostFailures = 3
const mostRanges = 2_000

type Part = {
  readonly found: readonly Found[]
  /** How many only the events tell of. */
  readonly untraced: number
  /** Why not all of it could be read. */
  readonly failed?: string | undefined
}

async function search(node: AskedNode, way: Way, range: Range): Promise<Part> {
  const { addresses, from } = range
  const wanted = new Set(addresses.map((address) => address.toLowerCase()))
  const [logs, ...traces] = await askAll(node, [logsRequest(range), ...way.requests(range)])
  const emitted = read(logs, (answer) => within(range, readLogs(answer, wanted)))
  const reached = traces.map((answer, at) =>
    read(answer, (one) => within(range, way.parse(one, wanted, from + BigInt(at)))),
  )
  const failed = [emitted, ...reached].flatMap((one) => (one.known ? [] : [one.reason]))
  const direct = reached.flatMap((one) => (one.known ? one.value : []))
  const seen = new Set(direct.map(({ hash }) => hash))
  const told = (emitted.known ? emitted.value : []).filter(({ hash }) => !seen.has(hash))
  return { found: [...direct, ...told], untraced: told.length, failed: failed[0] }
}

/** A node that tells of other blocks than it was asked for is not to be believed. @throws ForkError */
function within({ from, to }: Range, found: Found[]): Found[] {
  const isOutside = ({ blockNumber }: Found) => blockNumber < from || blockNumber > to
  if (found.some(isOutside)) throw new ForkError('A transaction of another block was told.', '')
  return found.filter(({ blockNumber }) => blockNumber > 0n)
}

function gapsIn({ untraced, failed }: Part, { kind }: Way): string[] {
  const isUntraced = kind === 'traces' && untraced > 0
  return [
    ...(failed ? [`Not every block could be looked through: ${failed}`] : []),
    ...(isUntraced ? [lyingTraces] : []),
  ]
}

const lyingTraces = 'The traces of the node lack transactions that its events tell of.'

const withoutTraces =
  'The node has no traces to search: transactions that came from other contracts and emitted nothing here are not among them.'

type Found = TransactionPlace & { readonly index: number }
type Range = {
  readonly addresses: readonly Address[]
  readonly from: bigint
  readonly to: bigint
}

/** A way to find transactions in a range of blocks. */
type Way = {
  readonly kind: FoundTransactions['kind']
  /** Blocks of the first range, and of the longest. */
  readonly step: bigint
  readonly longest: bigint
  readonly requests: (range: Range) => BatchRequest[]
  /** `block` is that of the request, where it asks for one block. */
  readonly parse: (answer: unknown, wanted: ReadonlySet<string>, block: bigint) => Found[]
}

const byFilter: Way = {
  kind: 'traces',
  step: 256n,
  longest: 4_096n,
  requests: ({ addresses, from, to }) => {
    const [fromBlock, toBlock] = [numberToHex(from), numberToHex(to)]
    const filter = { fromBlock, toBlock, toAddress: addresses }
    return [{ method: 'trace_filter', params: JSON.stringify([filter]) }]
  },
  parse: (answer, wanted) =>
    listOf(answer)
      .map(asObject)
      .filter(
        ({ action, result }) =>
          isWanted(asObject(action).to, wanted) || isWanted(asObject(result ?? {}).address, wanted),
      )
      .map(({ transactionHash, blockNumber, transactionPosition }) => ({
        hash: readHex(transactionHash, 66),
        blockNumber: readQuantity(blockNumber),
        index: readIndex(transactionPosition ?? 0),
      })),
}

const byBlockTraces: Way = {
  kind: 'traces',
  step: 16n,
  longest: 64n,
  requests: ({ from, to }) =>
    blocksBetween(from, to).map((block) => ({
      method: 'debug_traceBlockByNumber',
      params: `["${block}",{"tracer":"callTracer"}]`,
    })),
  parse: (answer, wanted, blockNumber) =>
    listOf(answer)
      .map(asObject)
      .flatMap(({ txHash, result }, index) =>
        reaches(result, wanted) ? [{ hash: readHex(txHash, 66), blockNumber, index }] : [],
      ),
}

const byBlocks: Way = {
  kind: 'blocks',
  step: 32n,
  longest: 128n,
  requests: ({ from, to }) =>
    blocksBetween(from, to).map((block) => ({
      method: 'eth_getBlockByNumber',
      params: `["${block}",true]`,
    })),
  parse: (answer, wanted) =>
    listOf(asObject(answer).transactions)
      .map(asObject)
      .filter(({ to }) => isWanted(to, wanted))
      .map(({ hash, blockNumber, transactionIndex }) => ({
        hash: readHex(hash, 66),
        blockNumber: readQuantity(blockNumber),
        index: readIndex(transactionIndex),
      })),
}

async function chooseWay(
  node: AskedNode,
  addresses: readonly Address[],
  block: bigint,
): Promise<Way> {
  const range = { addresses, from: block, to: block }
  for (const way of [byFilter, byBlockTraces]) {
    const answers = await askAll(node, way.requests(range))
    const parsed = answers.map((answer) => read(answer, (one) => way.parse(one, new Set(), block)))
    if (parsed.every(({ known }) => known)) return way
  }
  return byBlocks
}

/** Whether a call of a trace goes to one of the addresses. */
function reaches(trace: unknown, wanted: ReadonlySet<string>): boolean {
  const waiting = [trace]
  while (waiting.length > 0) {
    const { to, calls } = asObject(waiting.pop())
    if (isWanted(to, wanted)) return true
    waiting.push(...listOf(calls))
  }
  return false
}

function blocksBetween(from: bigint, to: bigint): string[] {
  const blocks: string[] = []
  for (let block = from; block <= to; block += 1n) blocks.push(numberToHex(block))
  return blocks
}

function logsRequest({ addresses, from, to }: Range): BatchRequest {
  const filter = { address: addresses, fromBlock: numberToHex(from), toBlock: numberToHex(to) }
  return { method: 'eth_getLogs', params: JSON.stringify([filter]) }
}

function readLogs(answer: unknown, wanted: ReadonlySet<string>): Found[] {
  return listOf(answer)
    .map(asObject)
    .filter(({ address }) => isWanted(address, wanted))
    .map(({ transactionHash, blockNumber, transactionIndex }) => ({
      hash: readHex(transactionHash, 66),
      blockNumber: readQuantity(blockNumber),
      index: readIndex(transactionIndex ?? 0),
    }))
}

function isWanted(address: unknown, wanted: ReadonlySet<string>): boolean {
  return typeof address === 'string' && wanted.has(address.toLowerCase())
}
