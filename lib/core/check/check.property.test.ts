import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { known } from './__fixtures__/known'
import { upgrade } from './__fixtures__/patch-facts'
import { isBefore, isWithin, parseVersion } from './bytecode/version-order'
import type { CheckFacts, FactKind } from './check-facts'
import { checks } from './checks'
import { type Verdict, worstVerdict } from './finding'
import { reviewFindings } from './review-findings'

const verdicts = fc.array(
  fc.constantFrom<Verdict>('pass', 'warn', 'fail', 'unknown', 'not-applicable'),
)

describe('the worst of several verdicts', () => {
  test('behavior: does not depend on their order or grouping, and is one of them', () => {
    fc.assert(
      fc.property(verdicts, verdicts, (some, more) => {
        const all = [...some, ...more]
        expect(worstVerdict(all.toReversed())).toBe(worstVerdict(all))
        if (some.length === 0 || more.length === 0) return
        expect(worstVerdict([worstVerdict(some), worstVerdict(more)])).toBe(worstVerdict(all))
        expect(all).toContain(worstVerdict(all))
      }),
    )
  })

  test('behavior: more of them never make it better', () => {
    const rank = (verdict: Verdict) =>
      ['pass', 'not-applicable', 'warn', 'unknown', 'fail'].indexOf(verdict)
    fc.assert(
      fc.property(verdicts, verdicts, (some, more) => {
        fc.pre(some.length > 0)
        expect(rank(worstVerdict([...some, ...more]))).toBeGreaterThanOrEqual(
          rank(worstVerdict(some)),
        )
        expect(worstVerdict([...some, 'fail'])).toBe('fail')
        expect(['unknown', 'fail']).toContain(worstVerdict([...some, 'unknown']))
      }),
    )
  })

  test('behavior: of none it is not known', () => {
    expect(worstVerdict([])).toBe('unknown')
  })
})

describe('a review', () => {
  const kinds = [...new Set(checks.flatMap(({ needs }) => needs))]
  const silent = fc.subarray(kinds).map((some): CheckFacts => {
    const unread = { known: false, reason: 'the node was silent' }
    return Object.fromEntries(some.map((kind): [FactKind, typeof unread] => [kind, unread]))
  })
  const subject = (name: string, facts: CheckFacts) => ({ name, facts })
  const reproduce = (check: string) => `npx suture review ${check}`

  test('behavior: in which nothing is known leaves no check out, and passes none', () => {
    fc.assert(
      fc.property(silent, silent, fc.nat(3), (patch, ofUpgrade, upgrades) => {
        const findings = reviewFindings({
          patch: subject('the patch', patch),
          upgrades: Array.from({ length: upgrades }, (_, index) =>
            subject(`upgrade ${index}`, ofUpgrade),
          ),
          reproduce,
        })
        const found = new Set(findings.map(({ check }) => check))
        expect(checks.filter(({ id }) => !found.has(id))).toEqual([])
        const green = findings.filter(({ verdict }) => verdict !== 'unknown')
        // Where no code is replaced, what asks about new code has nothing to ask.
        expect(green.every(({ verdict }) => verdict === 'not-applicable' && upgrades === 0)).toBe(
          true,
        )
      }),
      { numRuns: 30 },
    )
  })

  test('behavior: says of each upgrade the same, wherever it stands among the others', () => {
    const facts = { upgrade: known(upgrade) }
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(names, (some) => {
        const of = (order: readonly string[]) =>
          reviewFindings({
            patch: subject('the patch', {}),
            upgrades: order.map((name) => subject(name, facts)),
            reproduce,
          })
        const sorted = (findings: ReturnType<typeof of>) =>
          findings.map((each) => JSON.stringify(each)).toSorted()
        expect(sorted(of(some.toReversed()))).toEqual(sorted(of(some)))
      }),
      { numRuns: 20 },
    )
  })
})

describe('versions', () => {
  const version = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(30))
  const textOf = (numbers: readonly number[]) => `v${numbers.join('.')}+commit.73712a01`

  test('behavior: of two one stands before the other, unless they are the same', () => {
    fc.assert(
      fc.property(version, version, version, (one, two, three) => {
        const isSame = one.join() === two.join()
        expect(Number(isBefore(one, two)) + Number(isBefore(two, one))).toBe(isSame ? 0 : 1)
        if (isBefore(one, two) && isBefore(two, three)) expect(isBefore(one, three)).toBe(true)
        expect(parseVersion(textOf(one))).toEqual(one)
      }),
    )
  })

  test('behavior: an advisory is of the versions from its first on, without the one that mended it', () => {
    fc.assert(
      fc.property(version, version, version, (one, introduced, fixed) => {
        const range = { introduced: textOf(introduced), fixed: textOf(fixed) }
        expect(isWithin(one, range)).toBe(!isBefore(one, introduced) && isBefore(one, fixed))
        expect(isWithin(fixed, range)).toBe(false)
        if (isBefore(introduced, fixed)) expect(isWithin(introduced, range)).toBe(true)
      }),
    )
  })
})
