import { worstVerdict } from '@/lib/core/check/finding'
import { replayFindings } from '@/lib/core/check/review-findings'
import type { Replay } from '@/lib/core/replay/replay'
import type { ReplayReport } from './replay-report'
import { reproduceReplay } from './reproduce-replay'
import type { ReviewInput } from './review-input'

/** Puts a replay together with what was replayed and what the checks say of it. */
export function makeReplayReport({
  input,
  replay,
}: {
  input: ReviewInput
  replay: Replay
}): ReplayReport {
  const facts = { replay: { known: true, value: replay, anchor: 'recomputed' } } as const
  const patch = { name: 'patch', facts }
  const findings = replayFindings({ patch, upgrades: [], reproduce: reproduceReplay })
  const verdict = worstVerdict(findings.map((finding) => finding.verdict))
  return { schema: 'suture/replay-report/1', input, replay, findings, verdict }
}
