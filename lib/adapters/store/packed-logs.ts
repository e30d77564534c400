import type { Hash, Hex } from 'viem'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
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
  let ofBlock = new Map<Hash | null, Packing>()
  let packing: Packing | undefined
  for (const { operationId, log } of logs) {
    // Most stand behind one of the same operation.
    if (packing?.last.position.blockNumber !== log.position.blockNumber) {
      ofBlock = new Map()
      packing = undefined
    } else if (packing.operationId !== operationId) packing = ofBlock.get(operationId)
    if (packing) {
      packing.text += `;${textOf(log, packing.last)}`
      packing.last = log
    } else {
      packing = { operationId, first: log, text: textOf(log), last: log }
      ofBlock.set(operationId, packing)
      packings.push(packing)
    }
  }
  return packings.map(rowOf)
}

/** A row while its events are put together. */
type Packing = {
  readonly operationId: Hash | null
  readonly first: RawLog
  text: string
  last: RawLog
}

function rowOf({ operationId, first, text }: Packing): PackedLogs {
  const { blockNumber, blockHash, blockTimestamp, logIndex } = first.position
  const events = text.replace(/0{8,}/g, counted)
  return { blockNumber, blockHash, blockTimestamp, logIndex, operationId, events }
}

/** Of zeros, how many they are. The words of the ABI make for few lengths: each is written once. */
function counted({ length }: string): string {
  if (length >= counts.length) return `(${length})`
  return counts[length] ?? ''
}

const counts = Array.from({ length: 1_024 }, (_, length) => `(${length})`)

/** Stands for what the event before has in the same place. */
const same = '='

function textOf({ topics, data, position }: RawLog, before?: RawLog): string {
  const { logIndex, transactionHash } = position
  const isSameTransaction = before?.position.transactionHash === transactionHash
  let text = `${logIndex} ${isSameTransaction ? same : transactionHash} ${data}`
  for (let at = 0; at < topics.length; at++) {
    const topic = topics[at]
    text += ` ${before && topic === before.topics[at] ? same : topic}`
  }
  return text
}

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
