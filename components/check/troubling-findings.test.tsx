import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Finding, Verdict } from '@/lib/core/check/finding'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { TroublingFindings } from './troubling-findings'

const [sample] = sampleReport.findings
const found = (check: string, verdict: Verdict) => ({ ...(sample as Finding), check, verdict })
const draw = (...findings: Finding[]) =>
  renderToStaticMarkup(<TroublingFindings findings={findings} />)

test('default: failures before warnings, and nothing else', () => {
  const html = draw(found('AA-01', 'warn'), found('BB-02', 'pass'), found('CC-03', 'fail'))
  expect(html.match(/[ABC]{2}-0\d/g)?.filter((each, n, all) => all.indexOf(each) === n)).toEqual([
    'CC-03',
    'AA-01',
  ])
})

test('behavior: nothing where none fails or warns', () => {
  expect(draw(found('AA-01', 'pass'), found('BB-02', 'unknown'))).toBe('')
})
