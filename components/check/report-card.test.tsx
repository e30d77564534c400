import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { ReportCard } from './report-card'
import { ReportSubject } from './report-subject'

const hash = hashReport(serializeReport(sampleReport))

const { chainId, block, operation, protocol } = sampleReport.input
const permalink = `/timelocks/${chainId}/${protocol.timelock}/operations/${operation?.id}/reports/${block.number}/${hash}`

test('default', () => {
  const html = renderToStaticMarkup(<ReportCard report={sampleReport} hash={hash} />)
  for (const href of [
    `/api/v1/reports/${hash}`,
    `/api/v1/reports/${hash}.md`,
    `/api/v1/reports/${hash}.html`,
    permalink,
    '#ST-01',
  ]) {
    expect(html).toContain(`href="${href}"`)
  }
  expect(html).toContain('at block 20,000,000')
  expect(html).not.toContain('the same verdicts at block')
})

test('args: confirmedBlock, isPermanent', () => {
  const html = renderToStaticMarkup(
    <ReportCard report={sampleReport} hash={hash} confirmedBlock={20_000_005n} isPermanent />,
  )
  expect(html).toContain('the same verdicts at block 20,000,005')
  expect(html).toContain(`href="${permalink}"`)
  const { operation: _, ...input } = sampleReport.input
  const report = { ...sampleReport, input }
  const unplaced = renderToStaticMarkup(<ReportCard report={report} hash={hash} />)
  expect(unplaced).toContain(`href="/reports/${hash}"`)
  const itself = renderToStaticMarkup(<ReportCard report={report} hash={hash} isPermanent />)
  expect(itself).not.toContain('Permalink')
})

test('behavior: what it is of comes from the report alone, also where it is little', () => {
  const { input } = sampleReport
  const { chainId, block, calls, operation } = input
  const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '')
  const full = textOf(renderToStaticMarkup(<ReportSubject input={input} />))
  expect(full).toContain('Harbor Vaults')
  expect(full).toContain(operation!.id.slice(2, 10))
  const protocol = { proxies: [], deploymentBlock: 0 }
  const bare = <ReportSubject input={{ chainId, block, calls, protocol }} />
  expect(textOf(renderToStaticMarkup(bare))).not.toMatch(/Timelock|Safe|Operation|undefined/)
})

test('behavior: the name of a protocol is text', () => {
  const { input } = sampleReport
  const protocol = { ...input.protocol, name: '<b>\u202Egood' }
  const html = renderToStaticMarkup(<ReportSubject input={{ ...input, protocol }} />)
  expect(html).toContain('&lt;b&gt;')
  expect(html).not.toContain('\u202E')
})
