import type { Address, Hex } from 'viem'
import type { LogDigits } from '@/lib/core/chain/log-digits'
import type { LogPosition } from '@/lib/core/chain/log-position'

/** Where the events of a transaction stand. */
export type LogPlace = Omit<LogPosition, 'blockTimestamp' | 'logIndex'> & {
  /** Nodes may leave the time out. */
  readonly blockTimestamp: bigint | undefined
}

/** What events have in common that stand side by side. What is the same is the same object, and compared at a glance. */
export type LogKind = {
  /** The answer in which they stand. */
  readonly bytes: Buffer
  readonly address: Address
  readonly place: LogPlace
  readonly topicCount: number
  /** The name of the event, and what it is about. */
  readonly first: Hex | undefined
  readonly second: Hex | undefined
}

/** Topics stand side by side: 64 digits, and `","0x` between two. */
export const topicStride = 69

/**
 * An event as it stands in the answer of a node. Texts and objects are made when they are asked for: most of what an indexer
 * fetches is put away as it is.
 */
export class NodeLog implements LogDigits {
  readonly kind: LogKind
  readonly logIndex: number
  readonly dataAt: number
  readonly dataEnd: number
  readonly #topicsAt: number

  /** Places in the answer are those of digits, behind `0x`. */
  constructor(kind: LogKind, logIndex: number, topicsAt: number, dataAt: number, dataEnd: number) {
    this.kind = kind
    this.logIndex = logIndex
    this.#topicsAt = topicsAt
    this.dataAt = dataAt
    this.dataEnd = dataEnd
  }

  get bytes(): Buffer {
    return this.kind.bytes
  }

  get address(): Address {
    return this.kind.address
  }

  get place(): LogPlace {
    return this.kind.place
  }

  get topicCount(): number {
    return this.kind.topicCount
  }

  /** In the place of texts. */
  get digits(): LogDigits {
    return this
  }

  topicAt(topic: number): number {
    return this.#topicsAt + topicStride * topic
  }

  topic(topic: number): Hex | undefined {
    if (topic >= this.topicCount) return undefined
    if (topic === 0) return this.kind.first
    if (topic === 1) return this.kind.second
    const at = this.topicAt(topic)
    return `0x${this.text(at, at + 64)}`
  }

  text(from: number, to: number): string {
    return this.bytes.toString('latin1', from, to)
  }

  get topics(): readonly Hex[] {
    return Array.from({ length: this.topicCount }, (_, topic) => this.topic(topic) ?? '0x')
  }

  get data(): Hex {
    return `0x${this.text(this.dataAt, this.dataEnd)}`
  }

  /** @throws Error where its time is not known. `fetchAgreedLogs` asks for it. */
  get position(): LogPosition {
    const { blockNumber, blockHash, blockTimestamp, transactionHash } = this.place
    if (blockTimestamp === undefined) throw new Error('An event whose time was not asked for.')
    return { blockNumber, blockHash, blockTimestamp, transactionHash, logIndex: this.logIndex }
  }

  /** The same event, with what was learnt of its place. */
  at(place: LogPlace): NodeLog {
    const kind = { ...this.kind, place }
    return new NodeLog(kind, this.logIndex, this.#topicsAt, this.dataAt, this.dataEnd)
  }
}
