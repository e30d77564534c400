import type { FoldSubject } from '@/lib/actions/timelock/fold-touched'
import { UnscannedRangeError } from '@/lib/actions/timelock/unscanned-range-error'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import {
  type AgreedLogs,
  fetchAgreedLogs,
  type RangeQuery,
} from '@/lib/adapters/rpc/fetch-agreed-logs'
import { LogSpan } from '@/lib/adapters/rpc/log-span'
import { NodeRefusedError, NodesDisagreeError } from '@/lib/adapters/rpc/node-errors'

export type FetchedRange = AgreedLogs & { readonly fromBlock: bigint }

/** Blocks below the head that a machine behind a node may not have got yet. Their headers travel with others, in one request. */
const newBlocks = 32n

/** Fetches range after range; while one is stored, the next is on its way. */
export class RangeFetcher {
  readonly #span = new LogSpan()
  readonly #nodes: ChainNodes
  readonly #subject: FoldSubject
  readonly #head: bigint
  #coming: Promise<FetchedRange | undefined> = Promise.resolve(undefined)

  constructor(nodes: ChainNodes, subject: FoldSubject, head: bigint) {
    this.#nodes = nodes
    this.#subject = subject
    this.#head = head
  }

  begin(fromBlock: bigint): void {
    this.#coming = this.#fetch(fromBlock)
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

  async #fetch(fromBlock: bigint): Promise<FetchedRange | undefined> {
    if (fromBlock > this.#head) return undefined
    const { timelock, adapter } = this.#subject
    for (;;) {
      const last = fromBlock + this.#span.blocks - 1n
      const toBlock = last < this.#head ? last : this.#head
      const query: RangeQuery = {
        address: timelock.address,
        topics: adapter.topics,
        fromBlock,
        toBlock,
        newFrom: this.#head - newBlocks + 1n,
      }
      try {
        const answer = await fetchAgreedLogs(this.#nodes, query)
        this.#span.served(answer.logs.length)
        return { ...answer, fromBlock }
      } catch (error) {
        // Less of what was refused may be served; of what is in dispute, all but the disputed block can be told.
        const isSize = error instanceof NodeRefusedError || error instanceof NodesDisagreeError
        if (!isSize) throw error
        if (this.#span.refused(toBlock - fromBlock + 1n)) continue
        throw new UnscannedRangeError({ fromBlock, toBlock }, error)
      }
    }
  }
}
