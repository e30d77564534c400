import * as z from 'zod/mini'
import { wireHash, wireInteger, wireSeconds } from '@/lib/core/api/wire-values'

/** Where an event stands. */
export const wirePosition = z.strictObject({
  blockNumber: wireInteger('A block number'),
  blockHash: wireHash,
  blockTimestamp: wireSeconds,
  transactionHash: wireHash,
  logIndex: z.int(),
})
