import type { Hash } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { FindingList } from '@/components/check/finding-list'
import { ReportCard } from '@/components/check/report-card'
import { ReportSubject } from '@/components/check/report-subject'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { patchPath, reportFilePath } from '@/components/frame/paths'
import { CodeBlock } from '@/components/ui/code-block'
import { Stack } from '@/components/ui/columns'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Report } from '@/lib/core/report/report'
import { reportTitle } from '@/lib/core/report/report-title'
import { reproduceLine } from '@/lib/core/report/reproduce-line'

/** One report for good: everything on the page comes from its bytes, nothing from the chain as it is now. */
export function ReportView({ report, hash }: { report: Report; hash: Hash }) {
  const { input, findings, verdict } = report
  const key = input.operation?.id ?? input.patch?.digest
  return (
    <DeskPage jsonHref={reportFilePath(hash)}>
      <PageHeader
        title={<UntrustedText text={reportTitle(input)} maxLength={200} />}
        crumbs={[
          { label: 'Patch', href: key && patchPath(key) },
          { label: `Report at block ${input.block.number.toLocaleString('en')}` },
        ]}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-3">
            <Verdict verdict={verdict} boxed />
            <span>
              As it was found at this one block. What is true now stands on the page of the patch.
            </span>
          </span>
        }
      />
      <Stack>
        <ReportCard report={report} hash={hash} isPermanent />
        <ReportSubject input={input} />
        <FindingList findings={findings} />
        <Panel title="Make it again" padded>
          <p className="mb-2 text-ink-2 text-sm">
            Save the JSON as report.json. RPC_URL is any node with the state of that block, SOURCES
            the folder of the project or the address of this or any other instance: what it gives is
            checked by its hash.
          </p>
          <CodeBlock>{reproduceLine()}</CodeBlock>
        </Panel>
      </Stack>
    </DeskPage>
  )
}
