import { describe, expect, test } from 'vitest'
import { addressOf, hashOf, known } from '@/lib/core/patch/__fixtures__/draft'
import {
  factsOf,
  knownContracts,
  safeState,
  schedule,
  subjectOf,
  toldOf,
  unread,
} from './__fixtures__/ledger'
import { readable } from './__fixtures__/readable'
import { checkGaps, checkRivals } from './check-rivals'
import { checkSafe } from './check-safe'
import type { LedgerEntry } from './ledger-entry'

const told = (entry: LedgerEntry) => {
  readable([entry])
  return [entry.verdict, entry.detail]
}

describe('the Safe is configured', () => {
  const at = (chainId: number, address = schedule.safe.address) =>
    subjectOf({ ...schedule, safe: { chainId, address } })
  const { chainId } = schedule.safe

  test('error: the same address on another chain, and the twin on this one', () => {
    expect(checkSafe(at(chainId), factsOf(schedule)).verdict).toBe('pass')
    expect(checkSafe(at(chainId + 1), factsOf(schedule)).verdict).toBe('fail')
  })

  test('behavior: by way of others the last of them counts, and on this chain only', () => {
    const facts = factsOf(schedule, { ownsAbove: known(true) })
    const [own] = knownContracts().safes
    const [nested, between] = [addressOf('nested'), addressOf('between')]
    const entry = (id: number, above: readonly (typeof nested)[]) =>
      checkSafe({ ...at(id, nested), above }, facts)
    expect(told(entry(chainId, [between, own!.address]))).toEqual([
      'pass',
      `${nested} owns ${between}, which owns ${own!.address}, which is configured.`,
    ])
    expect(entry(chainId, [own!.address, between]).verdict).toBe('fail')
    expect(entry(chainId, []).verdict).toBe('fail')
    expect(entry(chainId + 1, [own!.address]).verdict).toBe('fail')
    const unowned = { ...facts, ownsAbove: known(false) }
    expect(checkSafe({ ...at(chainId, nested), above: [own!.address] }, unowned).verdict).toBe(
      'fail',
    )
  })
})

describe('what else wants the nonce', () => {
  const { nonce } = schedule
  const { safeTxHash } = subjectOf(schedule)
  const rival = (name: string, of = nonce) =>
    toldOf({ ...schedule, nonce: of }, { safeTxHash: hashOf(name) })
  const judge = (pending: readonly ReturnType<typeof rival>[], shown: readonly string[]) =>
    told(
      checkRivals(
        { transaction: schedule, safeTxHash },
        known({ answer: toldOf(schedule), pending: [toldOf(schedule), ...pending] }),
        shown.map(hashOf),
      ),
    )

  test('behavior: another nonce is no rival', () => {
    expect(judge([rival('a', nonce + 1n)], [])).toEqual(['pass', `alone at nonce ${nonce}`])
    expect(judge([rival('a')], [])[0]).toBe('fail')
    expect(judge([], ['a'])[0]).toBe('fail')
  })

  test('behavior: one wants it, two want it', () => {
    const rest = `nonce ${nonce}, shown on this page. Only one of them can ever execute.`
    expect(judge([rival('a')], ['a'])).toEqual(['warn', `1 other wants ${rest}`])
    expect(judge([rival('a'), rival('b')], ['a', 'b'])).toEqual(['warn', `2 others want ${rest}`])
  })

  test('behavior: without a service what the page shows counts', () => {
    const of = (shown: readonly string[]) =>
      told(checkRivals({ transaction: schedule, safeTxHash }, undefined, shown.map(hashOf)))
    expect(of([])[0]).toBe('not-applicable')
    expect(of(['a'])[0]).toBe('warn')
    expect(checkRivals({ transaction: schedule, safeTxHash }, unread, []).verdict).toBe('unknown')
  })
})

describe('nonces before it', () => {
  const later = { ...schedule, nonce: 9n }
  const facts = { safe: known({ ...safeState, nonce: 7n }) }
  const judge = (...nonces: readonly bigint[]) =>
    told(
      checkGaps(
        { transaction: later },
        known({
          answer: toldOf(later),
          pending: nonces.map((nonce) => toldOf({ ...schedule, nonce })),
        }),
        facts,
      ),
    )

  test('behavior: each is proposed, or the first that is not is named', () => {
    expect(judge(7n, 8n)).toEqual(['pass', 'nonces 7 to 8 are proposed'])
    expect(judge(7n, 8n, 9n)[0]).toBe('pass')
    expect(judge(8n, 9n)[1]).toContain('at nonce 7;')
    expect(judge(7n, 9n)[1]).toContain('at nonce 8;')
    expect(judge(7n, 9n)[0]).toBe('warn')
  })

  test('behavior: where nobody tells it is not known', () => {
    expect(checkGaps({ transaction: later }, undefined, facts).verdict).toBe('not-applicable')
    expect(checkGaps({ transaction: later }, unread, facts).verdict).toBe('unknown')
    expect(checkGaps({ transaction: later }, unread, { safe: unread }).verdict).toBe('unknown')
    expect(checkGaps({ transaction: { ...later, nonce: 7n } }, unread, facts).verdict).toBe('pass')
  })
})
