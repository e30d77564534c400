import { StageSeam } from '@/components/operation/stage-seam'
import { PatchHeader, type PatchTab } from '@/components/patch/patch-header'
import { stageNotes } from '@/components/patch/stage-notes'
import { safeOf, signatureProgress } from '@/components/safe/signature-progress'
import { ButtonLink } from '@/components/ui/button'
import { knownSafes } from '@/lib/core/patch/attention'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { loadFindings } from './load-findings'
import { loadReview } from './load-review'

/** Head, stage and tabs: the same on every page of a patch. */
export async function PatchFrame({ found, tab }: { found: FoundRecord; tab: PatchTab }) {
  const { desk, record } = found
  if (tab === 'checks' || tab === 'changes') await loadReview(found)
  const findings = await loadFindings(found)
  const lead = leadTransaction(record)
  const progress =
    lead && signatureProgress({ transaction: lead, safe: safeOf(knownSafes(desk), lead) })
  return (
    <PatchHeader
      record={record}
      tab={tab}
      progress={progress}
      failures={findings?.filter(({ verdict }) => verdict === 'fail').length}
      proposerLabel={lead?.proposer && desk.labels[lead.proposer.toLowerCase()]}
      actions={
        record.patch && (
          <ButtonLink
            href={`/api/v1/patches/${record.patch.digest}`}
            download={`${record.patch.digest}.json`}
          >
            Download dossier
          </ButtonLink>
        )
      }
    >
      <StageSeam
        stage={record.stage}
        wasScheduled={record.live !== undefined}
        notes={stageNotes({ record, progress, now: desk.chain?.facts.block.timestamp })}
      />
    </PatchHeader>
  )
}
