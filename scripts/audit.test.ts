import { expect, test } from 'vitest'
import { judgeAdvisories, readAdvisories } from './audit.mjs'

const cause = {
  source: 1,
  name: 'ws',
  dependency: 'ws',
  title: 'Memory exhaustion',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  severity: 'high',
  range: '<8.21.1',
}
const report = {
  auditReportVersion: 2,
  vulnerabilities: {
    viem: { name: 'viem', via: ['ws'], effects: [] },
    ws: { name: 'ws', via: [cause, cause], effects: ['viem'] },
  },
}
const advisories = readAdvisories(report) ?? []
const argument = {
  advisory: 'GHSA-aaaa-bbbb-cccc',
  package: 'ws',
  why: 'It is never reached.',
  until: '2027-01-01',
}

test('default: each advisory once, whatever depends on it', () => {
  expect(advisories).toEqual([
    {
      advisory: 'GHSA-aaaa-bbbb-cccc',
      package: 'ws',
      title: 'Memory exhaustion',
      severity: 'high',
      range: '<8.21.1',
    },
  ])
  expect(readAdvisories({ auditReportVersion: 2, vulnerabilities: {} })).toEqual([])
})

test('behavior: an answer that is no report tells nothing', () => {
  for (const answer of [undefined, null, 'no', {}, { error: { code: 'ENOAUDIT' } }]) {
    expect(readAdvisories(answer)).toBeUndefined()
  }
})

test('error: what nothing argues, by name', () => {
  expect(judgeAdvisories(advisories, [], '2026-12-31')).toEqual([
    'ws <8.21.1: Memory exhaustion (high, GHSA-aaaa-bbbb-cccc)',
  ])
  const ofAnother = { ...argument, package: 'viem' }
  expect(judgeAdvisories(advisories, [ofAnother], '2026-12-31')).toHaveLength(2)
})

test('behavior: an argument holds until its day', () => {
  expect(judgeAdvisories(advisories, [argument], '2027-01-01')).toEqual([])
  expect(judgeAdvisories(advisories, [argument], '2027-01-02')).toHaveLength(1)
})

test('error: an argument that nothing needs', () => {
  expect(judgeAdvisories([], [argument], '2026-12-31')).toHaveLength(1)
})
