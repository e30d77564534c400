import type { Hash, Hex } from 'viem'
import { digitsOf, type LogDigits } from '@/lib/core/chain/log-digits'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { EventWriter, type WrittenEvent } from './event-writer'
import type { timelockLogs } from './timelock-schema'

/** An event with the operation it is about; null for one of the settings. */
export type OperationLog = { readonly operationId: Hash | null; readonly log: RawLog }

type Row = typeof timelockLogs.$inferSelect

/** The events of one operation, or of the settings, in one block. */
export type PackedLogs = Omit<Row, 'chainId' | 'timelock'>

/**
 * Puts together the events of each operation in each block: an operation of many calls is one row, not one for each call. What
 * an event has in common with the one before it is not written again, and zeros, which most of the data is, are counted: a
 * row of several calls is a fifth as long, for this process, the connection and the database.
 */
export function packLogs(logs: readonly OperationLog[]): PackedLogs[] {
  const packings: Packing[] = []
  const writer = new EventWriter()
  let ofBlock = new Map<Hash | null, Packing>()
  let open: Packing | undefined
  for (const { operationId, log } of logs) {
    const { position } = log
    // Most stand behind one of the same operation.
    const isSameBlock = open?.first.blockNumber === position.blockNumber
    if (!open || !isSameBlock || open.operationId !== operationId) {
      if (open) open.text += writer.take()
      if (!isSameBlock) ofBlock = new Map()
      open = ofBlock.get(operationId)
      if (!open) {
        open = { operationId, first: position, text: '', last: undefined }
        ofBlock.set(operationId, open)
        packings.push(open)
      }
    }
    const event = { position, digits: log.digits ?? digitsOrThrow(log) }
    writer.write(event, open.last)
    open.last = event
  }
  if (open) open.text += writer.take()
  return packings.map(rowOf)
}

/** A row while its events are put together. */
type Packing = {
  readonly operationId: Hash | null
  readonly first: LogPosition
  text: string
  last: WrittenEvent | undefined
}

function digitsOrThrow({ topics, data }: RawLog): LogDigits {
  const digits = digitsOf(topics, data)
  if (!digits) throw new Error(`An event with a topic that is no word: ${topics}`)
  return digits
}

function rowOf({ operationId, first, text }: Packing): PackedLogs {
  const { blockNumber, blockHash, blockTimestamp, logIndex } = first
  return { blockNumber, blockHash, blockTimestamp, logIndex, operationId, events: text }
}

/** Stands for what the event before has in the same place. */
const same = '='

/** The events of a row, in their order. */
export function unpackLogs({
  events,
  blockNumber,
  blockHash,
  blockTimestamp,
}: PackedLogs): RawLog[] {
  const text = events.replace(/\((\d+)\)/g, (_, zeros) => '0'.repeat(Number(zeros)))
  let before: RawLog | undefined
  return text.split(';').map((line) => {
    const [logIndex, transaction, data, ...topics] = line.split(' ')
    const earlier = before
    const transactionHash = transaction === same ? earlier?.position.transactionHash : transaction
    const log: RawLog = {
      topics: topics.map((topic, at) => (topic === same ? earlier?.topics[at] : topic) as Hex),
      data: data as Hex,
      position: {
        blockNumber,
        blockHash,
        blockTimestamp,
        transactionHash: transactionHash as Hash,
        logIndex: Number(logIndex),
      },
    }
    before = log
    return log
  })
}
