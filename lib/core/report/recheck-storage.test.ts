import { toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { reviewFindings } from '@/lib/core/check/review-findings'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { sampleReport } from './__fixtures__/sample-report'
import { parseReport } from './parse-report'
import { recheckStorage } from './recheck-storage'
import type { Report } from './report'
import type { ReviewedCode } from './reviewed-code'
import { serializeReport } from './serialize-report'

const [sample] = sampleReport.upgrades
const words = new Map([0n, 1n, 2n].map((slot) => [slot, toHex(slot + 7n, { size: 32 })] as const))
const one = layOut(['fee', 'uint256'], ['cap', 'uint256'])
const shifted = layOut(['fee', 'uint256'], ['extra', 'uint256'], ['cap', 'uint256'])

/** A report of two layouts, as a review writes it. */
function report(from: StorageLayout, to: StorageLayout): Report {
  if (!sample?.from) throw new Error('the sample has sources')
  const live = [{ proxy: sample.proxies[0], words }]
  const base = sample.from
  const { sources } = sample.from
  if (!sources.known) throw new Error('the sample has sources')
  const code = (layout: StorageLayout): ReviewedCode => ({
    ...base,
    sources: { ...sources, layout },
  })
  const recomputed = { known: true, anchor: 'recomputed' } as const
  const findings = reviewFindings({
    patch: { name: 'patch', facts: {} },
    upgrades: [
      {
        name: sample.name,
        facts: {
          'old layout': { ...recomputed, value: from },
          'new layout': { ...recomputed, value: to },
          'live values': { known: true, anchor: 'chain', value: live },
        },
      },
    ],
    reproduce: (check) => `--check ${check}`,
  })
  const facts = [
    { kind: 'old layout', ...recomputed },
    { kind: 'new layout', ...recomputed },
    { kind: 'live values', known: true, anchor: 'chain' },
  ] as const
  const upgrade = { ...sample, from: code(from), to: code(to), live, facts }
  return { ...sampleReport, upgrades: [upgrade], findings }
}

const recheck = (told: Report, parameters = {}) => {
  const [upgrade] = told.upgrades
  if (!upgrade) throw new Error('there is one')
  return recheckStorage(told, { upgrade, ...parameters })
}

test('default', () => {
  const found = recheck(report(one, shifted))
  expect(found.map(({ check, computed, same }) => [check, computed, same])).toEqual([
    ['ST-01', 'fail', true],
    ['ST-02', 'fail', true],
    ['ST-05', 'not-applicable', true],
    ['ST-12', 'pass', true],
  ])
})

describe('behavior', () => {
  test('a report that was read from its file gives the same', () => {
    const told = parseReport(serializeReport(report(one, shifted)))
    expect(recheck(told).every(({ same }) => same)).toBe(true)
  })

  test('a report that says pass of layouts that fail is found out', () => {
    const told = report(one, shifted)
    const findings = told.findings.map((finding) =>
      finding.check === 'ST-01' ? { ...finding, verdict: 'pass' as const } : finding,
    )
    expect(recheck({ ...told, findings })[0]).toMatchObject({
      told: 'pass',
      computed: 'fail',
      same: false,
    })
  })

  test('evidence that was left out is found out', () => {
    const told = report(one, shifted)
    const findings = told.findings.map((finding) => ({ ...finding, evidence: [] }))
    expect(recheck({ ...told, findings })[0]).toMatchObject({ computed: 'fail', same: false })
  })

  test('other words give another verdict on the values', () => {
    const fresh = layOut(['fee', 'uint256'], ['cap', 'uint256'], ['more', 'uint256'])
    const told = report(one, fresh)
    const empty = new Map([...words, [2n, toHex(0n, { size: 32 })] as const])
    const [, told02] = recheck(told)
    const [, now02] = recheck(told, { live: [{ words: empty }] })
    expect([told02?.computed, now02?.computed]).toEqual(['warn', 'pass'])
    expect(now02?.same).toBe(false)
  })

  test('what was not known stays unknown', () => {
    const told = report(one, one)
    const [upgrade] = told.upgrades
    const facts = [{ kind: 'old layout', known: false, reason: 'solc tells none' }] as const
    const found = recheckStorage(told, { upgrade: { ...upgrade, facts } as never })
    expect(found.every(({ computed }) => computed === 'unknown')).toBe(true)
  })
})
