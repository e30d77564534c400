import { describe, expect, test } from 'vitest'
import { hashOf } from '@/lib/core/patch/__fixtures__/draft'
import { sampleFinding, sampleReport } from './__fixtures__/sample-report'
import { compareReports } from './compare-reports'
import type { Report, UpgradeReport } from './report'

const compare = (change: Partial<Report>) =>
  compareReports({ ...sampleReport, ...change }, sampleReport)

const [first, second] = sampleReport.findings
const [upgrade] = sampleReport.upgrades

function withFinding(change: Partial<typeof sampleFinding>): Partial<Report> {
  return { findings: [{ ...sampleFinding, ...change }, second!] }
}

function withUpgrade(change: Partial<UpgradeReport>): Partial<Report> {
  return { upgrades: [{ ...upgrade!, ...change }] }
}

test('default', () => {
  expect(compare({})).toEqual([])
  expect(compare({ ...withFinding({ verdict: 'pass' }), verdict: 'pass' })).toMatchInlineSnapshot(`
    [
      {
        "check": "ST-01",
        "given": "verdict pass",
        "made": "verdict fail",
        "where": "ST-01 Dollar vault",
      },
      {
        "given": "pass",
        "made": "fail",
        "where": "verdict",
      },
    ]
  `)
})

describe('behavior: nothing that a report says can be changed unnoticed', () => {
  test.each<[string, Partial<Report>, string[]]>([
    ['a detail', withFinding({ detail: 'All is well.' }), ['ST-01 Dollar vault']],
    ['evidence left out', withFinding({ evidence: [] }), ['ST-01 Dollar vault']],
    ['a weaker anchor', withFinding({ anchor: 'proposer' }), ['ST-01 Dollar vault']],
    ['a milder severity', withFinding({ severity: 'low' }), ['ST-01 Dollar vault']],
    ['a remedy', withFinding({ remedy: 'Sign.' }), ['ST-01 Dollar vault']],
    ['an incident left out', withFinding({ incident: undefined }), ['ST-01 Dollar vault']],
    ['a command', withFinding({ reproduce: 'true' }), ['ST-01 Dollar vault']],
    ['a subject', withFinding({ subject: 'x' }), ['ST-01 x', 'ST-01 Dollar vault']],
    ['a finding left out', { findings: [second!] }, ['ST-01 Dollar vault']],
    [
      'a second finding before the first',
      { findings: [{ ...first!, verdict: 'pass' }, first!, second!] },
      ['ST-01 Dollar vault', 'ST-01 Dollar vault (2)'],
    ],
    ['findings in another order', { findings: [second!, first!] }, ['order']],
    ['a fact', { facts: [{ kind: 'safe', known: false, reason: 'x' }] }, ['safe of patch']],
    ['a fact left out', { facts: [] }, ['safe of patch']],
    [
      'a fact of an upgrade',
      withUpgrade({ facts: [upgrade!.facts[0]!] }),
      ['new layout of Dollar vault'],
    ],
    ['the verdict', { verdict: 'pass' }, ['verdict']],
    [
      'an upgrade left out',
      { upgrades: [] },
      ['old layout of Dollar vault', 'new layout of Dollar vault', 'upgrades[0]'],
    ],
    ['the migration', withUpgrade({ migration: '0x' }), ['upgrades[0].migration']],
    [
      'a code hash',
      withUpgrade({ to: { ...upgrade!.to, codeHash: hashOf('other') } }),
      ['upgrades[0].to.codeHash'],
    ],
    [
      'a word of the storage',
      withUpgrade({ live: [{ ...upgrade!.live[0]!, words: new Map([[9n, hashOf('9')]]) }] }),
      [9n, 10n, 2n ** 256n - 1n].map((slot) => `upgrades[0].live[0].words.${slot}`),
    ],
    [
      'the block',
      { input: { ...sampleReport.input, block: { ...sampleReport.input.block, number: 1n } } },
      ['input.block.number'],
    ],
  ])('%s', (_name, change, places) => {
    expect(compare(change).map(({ where }) => where)).toEqual(places)
  })
})

test('behavior: the order of members in memory means nothing', () => {
  const { verdict, ...rest } = sampleFinding
  expect(compare({ findings: [{ verdict, ...rest }, second!] })).toEqual([])
})

test('behavior: only findings belong to a check', () => {
  const differences = compare({ ...withFinding({ detail: 'x' }), facts: [], verdict: 'pass' })
  expect(differences.map(({ check }) => check)).toEqual(['ST-01', undefined, undefined])
})

test('behavior: text of the given report is shown, never obeyed', () => {
  const [difference] = compare(withFinding({ subject: '\u202Evault\n', detail: 'x'.repeat(9_000) }))
  expect(difference?.where).toBe('ST-01 ⟨U+202E⟩vault⟨U+000A⟩')
  expect(difference?.given.length).toBeLessThan(400)
  const [reason] = compare({ facts: [{ kind: 'safe', known: false, reason: '\u202Enone' }] })
  expect(reason?.given).toContain('⟨U+202E⟩none')
})
