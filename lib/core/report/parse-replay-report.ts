import { hashPatch } from '@/lib/core/patch/hash-patch'
import { InvalidReplayError } from '@/lib/core/replay/parse-replay'
import { readDocument } from './read-document'
import type { ReplayReport } from './replay-report'
import { replayReportSchema } from './replay-report-schema'
import { serializeReplayReport } from './serialize-replay-report'

/**
 * Reads the replay of a patch from its JSON, and all of it: nothing is dropped. Whether it is true is for whoever makes it
 * again to find out.
 *
 * @throws InvalidReplayError, InvalidDossierError
 */
export function parseReplayReport(json: string): ReplayReport {
  return readDocument(json, {
    noun: 'replay',
    schema: replayReportSchema,
    read: ({ input, ...report }): ReplayReport => ({
      ...report,
      input: { ...input, patch: input.patch && hashPatch(input.patch) },
    }),
    serialize: serializeReplayReport,
    refuse: (why) => new InvalidReplayError(why),
  })
}
