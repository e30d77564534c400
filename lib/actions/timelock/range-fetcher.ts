import type { FoldSubject } from '@/lib/actions/timelock/fold-touched'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { type FetchedRange, fetchNextRange } from '@/lib/adapters/rpc/fetch-next-range'
import { LogSpan } from '@/lib/adapters/rpc/log-span'
import { RangeEnds } from '@/lib/adapters/rpc/range-ends'

/** Fetches range after range; while one is stored, the next is on its way. */
export class RangeFetcher {
  readonly #span = new LogSpan()
  readonly #ends = new RangeEnds()
  readonly #nodes: ChainNodes
  readonly #subject: FoldSubject
  readonly #head: bigint
  #coming: Promise<FetchedRange | undefined> = Promise.resolve(undefined)

  constructor(nodes: ChainNodes, subject: FoldSubject, head: bigint) {
    this.#nodes = nodes
    this.#subject = subject
    this.#head = head
  }

  begin(fromBlock: bigint, { isFirst = false } = {}): void {
    this.#coming = this.#fetch(fromBlock, isFirst)
    // Whoever waits for it hears of it.
    this.#coming.catch(() => {})
  }

  /** The next range; undefined where there is none. */
  async next(): Promise<FetchedRange | undefined> {
    const range = await this.#coming
    if (range) this.begin(range.end.number + 1n)
    return range
  }

  /** Waits for what is on its way and of no use any more. */
  async end(): Promise<void> {
    await this.#coming.catch(() => {})
  }

  async #fetch(fromBlock: bigint, isFirst: boolean): Promise<FetchedRange | undefined> {
    if (fromBlock > this.#head) return undefined
    const { timelock, adapter } = this.#subject
    const [address, topics] = [timelock.address, adapter.topics]
    const [span, ends, head] = [this.#span, this.#ends, this.#head]
    const query = { address, topics, fromBlock, head, span, isFirst, ends }
    return await fetchNextRange(this.#nodes, query)
  }
}
