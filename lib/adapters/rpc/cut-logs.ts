import type { Hex } from 'viem'
import { JsonBytes, OtherFormError } from './json-bytes'
import { type LogKind, type LogPlace, NodeLog, topicStride } from './node-log'

/**
 * Cuts the events out of the answer to `eth_getLogs`, without making anything of what is between them, and holds each against the
 * form of one. It reads JSON as nodes write it, without spaces and escapes; everything else is left to `JSON.parse`.
 *
 * @returns undefined where it is anything else: a refusal, another spelling, or an event that is none.
 */
export function cutAnswer(answer: Buffer): NodeLog[] | undefined {
  return undefinedIfOther(() => new LogCutter(answer).answer())
}

/** As `cutAnswer`, of the list of events alone. */
export function cutLogs(list: Buffer): NodeLog[] | undefined {
  return undefinedIfOther(() => new LogCutter(list).list())
}

function undefinedIfOther<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof OtherFormError) return undefined
    throw error
  }
}

/** What a question has as id that travels alone. */
export const onlyId = 1

const [comma, colon] = [0x2c, 0x3a]
const [bracket, bracketEnd, brace, braceEnd] = [0x5b, 0x5d, 0x7b, 0x7d]
const [result, error] = [Buffer.from('result'), Buffer.from('error')]
const id = Buffer.from('id')
const [asNumber, asText] = [Buffer.from(`${onlyId}`), Buffer.from(`"${onlyId}"`)]
const [nothing, yes, no] = [Buffer.from('null'), Buffer.from('true'), Buffer.from('false')]

const digitsOfWord = 64
const digitsOfAddress = 40
const mostDigitsOfQuantity = 16
const mostTopics = 4
/** No chain has more, and no column of the database holds more. */
const mostIndex = 2 ** 31 - 1
const mostSeconds = 2n ** 63n - 1n

/** Of a member that was not met. */
const none = -1

/** Where the members of an event stand, by their digits. */
class Parts {
  start = 0
  end = 0
  address = none
  topics = none
  topicCount = none
  data = none
  dataEnd = none
  blockNumber = none
  blockNumberEnd = none
  blockHash = none
  /** Where there is none, both are `none`. */
  blockTimestamp = none
  blockTimestampEnd = none
  transactionHash = none
  logIndex = none
  logIndexEnd = none
  isRemoved = false

  /** Where the last topic stands; `none` without topics. */
  get lastTopic(): number {
    return this.topicCount > 0 ? this.topics + topicStride * (this.topicCount - 1) : none
  }
}

const blank = new Parts()

class LogCutter {
  readonly #json: JsonBytes
  /** The last event that was read member by member, and where it stands. */
  #last: NodeLog | undefined
  #lastParts = new Parts()
  #parts = new Parts()

  constructor(bytes: Buffer) {
    this.#json = new JsonBytes(bytes)
  }

  answer(): NodeLog[] {
    const json = this.#json
    let logs: NodeLog[] | undefined
    json.take(brace)
    do {
      const at = json.takeString()
      const length = json.at - 1 - at
      const is = (name: Buffer) => length === name.length && json.standsAt(at, name)
      json.take(colon)
      if (is(error) || (is(result) && logs)) throw new OtherFormError()
      if (is(result)) logs = this.#logs()
      else if (is(id)) this.#id()
      else json.skip()
    } while (json.takeIf(comma))
    json.take(braceEnd)
    json.takeEnd()
    if (!logs) throw new OtherFormError()
    return logs
  }

  /** That of the question, or none. */
  #id(): void {
    const json = this.#json
    if (json.takeWordIf(asText) || json.takeWordIf(nothing)) return
    const at = json.at
    json.skip()
    if (json.at - at !== asNumber.length || !json.standsAt(at, asNumber)) {
      throw new OtherFormError()
    }
  }

  list(): NodeLog[] {
    const logs = this.#logs()
    this.#json.takeEnd()
    return logs
  }

  #logs(): NodeLog[] {
    const json = this.#json
    const logs: NodeLog[] = []
    json.take(bracket)
    if (json.takeIf(bracketEnd)) return logs
    do {
      const log = this.#twin() ?? this.#log()
      if (log) logs.push(log)
    } while (json.takeIf(comma))
    json.take(bracketEnd)
    return logs
  }

  /**
   * An event that differs from one before it in nothing but its last topic, its data and its index, as those of one transaction do:
   * everything else is compared at once.
   */
  #twin(): NodeLog | undefined {
    const json = this.#json
    const model = this.#lastParts
    const { start, end, lastTopic, data, dataEnd, logIndex, logIndexEnd } = model
    if (!this.#last || lastTopic === none || lastTopic > data || data > logIndex) return undefined
    let shift = json.at - start
    const topicAt = lastTopic + shift
    const topicEnd = topicAt + digitsOfWord
    if (!json.isRepeated(start, lastTopic, shift)) return undefined
    if (json.digitsEnd(topicAt) !== topicEnd) return undefined
    if (!json.isRepeated(lastTopic + digitsOfWord, data, shift)) return undefined
    const dataAt = data + shift
    const dataTo = json.digitsEnd(dataAt)
    if ((dataTo - dataAt) % 2 !== 0) return undefined
    shift = dataTo - dataEnd
    if (!json.isRepeated(dataEnd, logIndex, shift)) return undefined
    const indexAt = logIndex + shift
    const indexTo = json.digitsEnd(indexAt)
    shift = indexTo - logIndexEnd
    if (!isQuantity(indexAt, indexTo)) return undefined
    if (!json.isRepeated(logIndexEnd, end, shift)) return undefined
    const index = json.number(indexAt, indexTo)
    if (index > mostIndex) return undefined
    json.at = end + shift
    let { kind } = this.#last
    if (kind.topicCount === 1) kind = { ...kind, first: json.hex(topicAt, topicEnd) }
    else if (kind.topicCount === 2) kind = { ...kind, second: json.hex(topicAt, topicEnd) }
    const topicsAt = topicAt - topicStride * (kind.topicCount - 1)
    return new NodeLog(kind, index, topicsAt, dataAt, dataTo)
  }

  /** Any event; undefined for one that was taken back. */
  #log(): NodeLog | undefined {
    const json = this.#json
    const parts = this.#members()
    if (parts.isRemoved) return undefined
    const { address, topicCount, data, blockNumber, blockHash, transactionHash, logIndex } = parts
    if (Math.min(address, topicCount, data, logIndex) === none) throw new OtherFormError()
    if (Math.min(blockNumber, blockHash, transactionHash) === none) throw new OtherFormError()
    const last = this.#last?.kind
    const isSameAddress = last && this.#isSame(address, this.#lastParts.address, digitsOfAddress)
    const kind: LogKind = {
      bytes: json.bytes,
      address: isSameAddress ? last.address : json.hex(address, address + digitsOfAddress),
      place: this.#place(last?.place),
      topicCount,
      first: this.#topic(0, last?.first),
      second: this.#topic(1, last?.second),
    }
    const index = json.number(logIndex, parts.logIndexEnd)
    if (index > mostIndex) throw new OtherFormError()
    this.#last = new NodeLog(kind, index, parts.topics, data, parts.dataEnd)
    this.#parts = this.#lastParts
    this.#lastParts = parts
    return this.#last
  }

  /** One of the first two. */
  #topic(topic: number, last: Hex | undefined): Hex | undefined {
    const { topics, topicCount } = this.#parts
    if (topic >= topicCount) return undefined
    const at = topics + topicStride * topic
    const before = this.#lastParts.topics + topicStride * topic
    if (last && this.#isSame(at, before, digitsOfWord)) return last
    return this.#json.hex(at, at + digitsOfWord)
  }

  /** @param last Of the event before, which is the same object where it is the same transaction. */
  #place(last: LogPlace | undefined): LogPlace {
    const json = this.#json
    const parts = this.#parts
    const { transactionHash } = parts
    const isSameBlock = last !== undefined && this.#isSameBlock()
    if (isSameBlock && this.#isSame(transactionHash, this.#lastParts.transactionHash, digitsOfWord))
      return last
    const block = isSameBlock ? last : this.#block()
    return {
      blockNumber: block.blockNumber,
      blockHash: block.blockHash,
      blockTimestamp: block.blockTimestamp,
      transactionHash: json.hex(transactionHash, transactionHash + digitsOfWord),
    }
  }

  #block(): Pick<LogPlace, 'blockNumber' | 'blockHash' | 'blockTimestamp'> {
    const json = this.#json
    const { blockNumber, blockNumberEnd, blockHash } = this.#parts
    const { blockTimestamp, blockTimestampEnd } = this.#parts
    const isTold = blockTimestamp !== none
    const seconds = isTold ? BigInt(json.hex(blockTimestamp, blockTimestampEnd)) : 0n
    if (seconds > mostSeconds) throw new OtherFormError()
    return {
      blockNumber: BigInt(json.hex(blockNumber, blockNumberEnd)),
      blockHash: json.hex(blockHash, blockHash + digitsOfWord),
      // Some nodes write zero where they do not know it.
      blockTimestamp: seconds > 0n ? seconds : undefined,
    }
  }

  #isSameBlock(): boolean {
    const [parts, last] = [this.#parts, this.#lastParts]
    const numberLength = parts.blockNumberEnd - parts.blockNumber
    const timeLength = parts.blockTimestampEnd - parts.blockTimestamp
    return (
      numberLength === last.blockNumberEnd - last.blockNumber &&
      this.#isSame(parts.blockNumber, last.blockNumber, numberLength) &&
      this.#isSame(parts.blockHash, last.blockHash, digitsOfWord) &&
      timeLength === last.blockTimestampEnd - last.blockTimestamp &&
      (timeLength === 0 || this.#isSame(parts.blockTimestamp, last.blockTimestamp, timeLength))
    )
  }

  #isSame(at: number, before: number, length: number): boolean {
    return this.#json.isRepeated(before, before + length, at - before)
  }

  #members(): Parts {
    const json = this.#json
    const parts = Object.assign(this.#parts, blank)
    parts.start = json.at
    json.take(brace)
    do {
      const nameAt = json.takeString()
      const nameEnd = json.at - 1
      json.take(colon)
      const member = memberNamed(json, nameAt, nameEnd)
      if (member) member.read(json, parts)
      else json.skip()
    } while (json.takeIf(comma))
    json.take(braceEnd)
    parts.end = json.at
    return parts
  }
}

type Member = {
  readonly name: Buffer
  /** Notes where it stands. */
  readonly read: (json: JsonBytes, parts: Parts) => void
}

/** By how long their names are. */
const members: Member[][] = []
function member(name: string, read: Member['read']): void {
  members[name.length] = [...(members[name.length] ?? []), { name: Buffer.from(name), read }]
}

function memberNamed(json: JsonBytes, at: number, end: number): Member | undefined {
  for (const member of members[end - at] ?? []) if (json.standsAt(at, member.name)) return member
  return undefined
}

member('address', (json, parts) => {
  parts.address = once(parts.address, takeBytes(json, digitsOfAddress))
})
member('topics', (json, parts) => {
  if (parts.topicCount !== none) throw new OtherFormError()
  parts.topicCount = 0
  json.take(bracket)
  if (json.takeIf(bracketEnd)) return
  do {
    const at = takeBytes(json, digitsOfWord)
    if (parts.topicCount === 0) parts.topics = at
    parts.topicCount += 1
  } while (json.takeIf(comma))
  json.take(bracketEnd)
  if (parts.topicCount > mostTopics) throw new OtherFormError()
})
member('data', (json, parts) => {
  parts.data = once(parts.data, takeBytes(json))
  parts.dataEnd = json.at - 1
})
member('blockNumber', (json, parts) => {
  parts.blockNumber = once(parts.blockNumber, takeQuantity(json))
  parts.blockNumberEnd = json.at - 1
})
member('blockHash', (json, parts) => {
  parts.blockHash = once(parts.blockHash, takeBytes(json, digitsOfWord))
})
member('blockTimestamp', (json, parts) => {
  if (json.takeWordIf(nothing)) {
    once(parts.blockTimestamp, none)
    return
  }
  parts.blockTimestamp = once(parts.blockTimestamp, takeQuantity(json))
  parts.blockTimestampEnd = json.at - 1
})
member('transactionHash', (json, parts) => {
  parts.transactionHash = once(parts.transactionHash, takeBytes(json, digitsOfWord))
})
member('logIndex', (json, parts) => {
  parts.logIndex = once(parts.logIndex, takeQuantity(json))
  parts.logIndexEnd = json.at - 1
})
member('removed', (json, parts) => {
  parts.isRemoved = json.takeWordIf(yes)
  if (!parts.isRemoved && !json.takeWordIf(no)) throw new OtherFormError()
})

/** Which of two with one name is meant is not for here to say. */
function once(before: number, at: number): number {
  if (before !== none) throw new OtherFormError()
  return at
}

/** Hex of whole bytes: of so many digits, or of any number. */
function takeBytes(json: JsonBytes, digits?: number): number {
  const at = json.takeHex()
  const length = json.at - 1 - at
  if (digits === undefined ? length % 2 !== 0 : length !== digits) throw new OtherFormError()
  return at
}

function takeQuantity(json: JsonBytes): number {
  const at = json.takeHex()
  if (!isQuantity(at, json.at - 1)) throw new OtherFormError()
  return at
}

function isQuantity(at: number, end: number): boolean {
  return end > at && end - at <= mostDigitsOfQuantity
}
