import { describe, expect, test } from 'vitest'
import { known } from './__fixtures__/known'
import { safeTransaction, upgrade } from './__fixtures__/patch-facts'
import { checks } from './checks'
import { openChecks } from './open-checks'
import { reviewFindings } from './review-findings'

const reproduce = (check: string) => `npx suture verify report.json --check ${check}`
const patch = { name: 'the patch', facts: {} }

test('default: ninety checks, none twice, none left out', () => {
  const ids = [...checks, ...openChecks].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(90)
  const findings = reviewFindings({ patch, upgrades: [patch], reproduce })
  expect(findings.map(({ check }) => check)).toHaveLength(90)
  expect(findings.slice(0, 3).map(({ check }) => check)).toEqual(['ST-01', 'ST-02', 'ST-03'])
  expect(findings.at(-1)?.check).toBe('TL-06')
})

describe('behavior', () => {
  test('behavior: of nothing known nothing passes', () => {
    const findings = reviewFindings({ patch, upgrades: [patch], reproduce })
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']))
  })

  test('behavior: without an upgrade what is about upgrades does not apply', () => {
    const findings = reviewFindings({ patch, upgrades: [], reproduce })
    const about = checks.filter((check) => check.about === 'upgrade').map(({ id }) => id)
    for (const { check, verdict } of findings) {
      expect(verdict).toBe(about.includes(check) ? 'not-applicable' : 'unknown')
    }
  })

  test('behavior: each upgrade is judged by itself, with the facts of the patch', () => {
    const registry = known(new Map([[upgrade.proxies[0]!.toLowerCase(), 'Vault']]))
    const findings = reviewFindings({
      patch: { name: 'the patch', facts: { registry, 'safe transaction': known(safeTransaction) } },
      upgrades: [
        { name: 'Vault', facts: { upgrade: known(upgrade) } },
        { name: 'Other', facts: { upgrade: known({ ...upgrade, proxies: [upgrade.to] }) } },
      ],
      reproduce,
    })
    const verdictsOf = (id: string) =>
      findings.filter(({ check }) => check === id).map(({ subject, verdict }) => [subject, verdict])
    expect(verdictsOf('PX-05')).toEqual([
      ['Vault', 'pass'],
      ['Other', 'fail'],
    ])
    expect(verdictsOf('TX-06')).toEqual([['the patch', 'pass']])
  })
})
