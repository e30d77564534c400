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
  const rows: (Omit<PackedLogs, 'events'> & { logs: RawLog[] })[] = []
  let ofBlock = new Map<Hash | null, RawLog[]>()
  for (const { operationId, log } of logs) {
    const { blockNumber, blockHash, blockTimestamp, logIndex } = log.position
    if (rows.at(-1)?.blockNumber !== blockNumber) ofBlock = new Map()
    const own = ofBlock.get(operationId)
    if (own) {
      own.push(log)
      continue
    }
    const first = [log]
    ofBlock.set(operationId, first)
    rows.push({ blockNumber, blockHash, blockTimestamp, logIndex, operationId, logs: first })
  }
  return rows.map(({ logs: own, ...row }) => ({ ...row, events: textOf(own) }))
}

/** Stands for what the event before has in the same place. */
const same = '='

function textOf(logs: readonly RawLog[]): string {
  let text = ''
  let before: RawLog | undefined
  for (const log of logs) {
    const { topics, data, position } = log
    const { logIndex, transactionHash } = position
    const isSameTransaction = before?.position.transactionHash === transactionHash
    if (before) text += ';'
    text += `${logIndex} ${isSameTransaction ? same : transactionHash} ${data}`
    for (let at = 0; at < topics.length; at++) {
      const topic = topics[at]
      text += ` ${before && topic === before.topics[at] ? same : topic}`
    }
    before = log
  }
  return text.replace(/0{8,}/g, (zeros) => `(${zeros.length})`)
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
