import type { Hash } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { ReportSubject } from '@/components/check/report-subject'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { patchPath, reportFilePath } from '@/components/frame/paths'
import { ReplayView } from '@/components/replay/replay-view'
import { Stack } from '@/components/ui/columns'
import { Verdict } from '@/components/ui/verdict'
import type { ReplayReport } from '@/lib/core/report/replay-report'
import { reportTitle } from '@/lib/core/report/report-title'

/** One replay for good: everything on the page comes from its bytes, nothing from the chain as it is now. */
export function ReplayReportView({ report, hash }: { report: ReplayReport; hash: Hash }) {
  const { input, verdict } = report
  const key = input.operation?.id ?? input.patch?.digest
  return (
    <DeskPage jsonHref={reportFilePath(hash)}>
      <PageHeader
        title={<UntrustedText text={reportTitle(input)} maxLength={200} />}
        crumbs={[
          { label: 'Patch', href: key && patchPath(key) },
          { label: `Replay up to block ${input.block.number.toLocaleString('en')}` },
        ]}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-3">
            <Verdict verdict={verdict} boxed />
            <span>What past transactions did with the old and the new code, up to this block.</span>
          </span>
        }
      />
      <Stack>
        <ReportSubject input={input} />
        <ReplayView report={report} hash={hash} abis={{}} />
      </Stack>
    </DeskPage>
  )
}
