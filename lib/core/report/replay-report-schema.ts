import * as z from 'zod/mini'
import { replaySchema } from '@/lib/core/replay/replay-schema'
import { reportParts } from './report-schema'

/** The wire form of the document that a replay is kept as. */
export const replayReportSchema = z.strictObject({
  schema: z.literal('suture/replay-report/1'),
  input: reportParts.input,
  replay: replaySchema,
  findings: z.array(reportParts.finding),
  verdict: reportParts.verdict,
})
