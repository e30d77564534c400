import type { Hash } from 'viem'
import { insertForeignReport } from '@/lib/adapters/store/insert-foreign-report'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import { BaseError } from '@/lib/core/error/base-error'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import { hashReport } from '@/lib/core/report/serialize-report'

/** This instance shows only the reports that it has made. */
export class ForeignReportError extends BaseError {
  override readonly name = 'ForeignReportError'
}

const parsers = { report: parseReport, simulation: parseSimulation, replay: parseReplayReport }

/**
 * Keeps a report, a simulation or a replay that was made elsewhere, under its hash alone: attestations may refer to it, and
 * nothing here ever takes it for a review of its own.
 *
 * @throws ForeignReportError unless the configuration allows it; what the parsers throw.
 */
export async function importDocument(
  { store, config }: { readonly store: Store; readonly config: Pick<Config, 'importReports'> },
  { json }: { readonly json: string },
): Promise<{ hash: Hash; isNew: boolean }> {
  if (!config.importReports) {
    throw new ForeignReportError('This instance takes in no reports of others.', {
      hint: 'Whoever runs it can set "importReports": true while it moves.',
    })
  }
  const { input } = parsers[documentKind(json)](json)
  const hash = hashReport(json)
  const blockNumber = input.block.number
  const isNew = await insertForeignReport(store, { hash, json, blockNumber, now: new Date() })
  return { hash, isNew }
}
