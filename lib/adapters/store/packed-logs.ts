import type { Hash, Hex } from 'viem'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { timelockLogs } from './timelock-schema'

/** An event with the operation it is about; null for one of the settings. */
export type OperationLog = { readonly operationId: Hash | null; readonly log: RawLog }

type Row = typeof timelockLogs.$inferSelect

type PackedLogs = Omit<Row, 'chainId' | 'timelock'>

/** Puts together the events of each operation in each block: an operation of many calls is one row, not one for each call. */
export function packLogs(logs: readonly OperationLog[]): PackedLogs[] {
  const rows: (Omit<PackedLogs, 'events'> & { lines: string[] })[] = []
  let ofBlock = new Map<Hash | null, string[]>()
  for (const { operationId, log } of logs) {
    const { blockNumber, blockHash, blockTimestamp, logIndex } = log.position
    if (rows.at(-1)?.blockNumber !== blockNumber) ofBlock = new Map()
    const lines = ofBlock.get(operationId)
    if (lines) {
      lines.push(lineOf(log))
      continue
    }
    const row = { blockNumber, blockHash, blockTimestamp, logIndex, operationId }
    const first = [lineOf(log)]
    ofBlock.set(operationId, first)
    rows.push({ ...row, lines: first })
  }
  return rows.map(({ lines, ...row }) => ({ ...row, events: lines.join(';') }))
}

function lineOf({ topics, data, position: { logIndex, transactionHash } }: RawLog): string {
  return `${logIndex} ${transactionHash} ${data} ${topics.join(' ')}`
}

/** The events of a row, in their order. */
export function unpackLogs({ events, blockNumber, blockHash, blockTimestamp }: Row): RawLog[] {
  return events.split(';').map((line) => {
    const [logIndex, transactionHash, data, ...topics] = line.split(' ')
    return {
      topics: topics.filter(Boolean) as Hex[],
      data: data as Hex,
      position: {
        blockNumber,
        blockHash,
        blockTimestamp,
        transactionHash: transactionHash as Hash,
        logIndex: Number(logIndex),
      },
    }
  })
}
