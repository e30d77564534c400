import type { Hash } from 'viem'
import { parseHashes } from '@/lib/core/replay/parse-replay'
import { documentKind } from './document-kind'
import { parseReplayReport } from './parse-replay-report'

/**
 * Reads the hashes of transactions: a list of them, or a replay, whose transactions are meant.
 *
 * @throws InvalidReplayError, InvalidDossierError
 */
export function parseTransactionList(json: string): readonly Hash[] {
  if (documentKind(json) !== 'replay') return parseHashes(json)
  return parseReplayReport(json).replay.transactions.map(({ hash }) => hash)
}
