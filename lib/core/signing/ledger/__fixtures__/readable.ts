import { expect } from 'vitest'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'

const verdicts = ['pass', 'warn', 'fail', 'unknown', 'needs-acknowledgement', 'not-applicable']
const anchors = ['chain', 'recomputed', 'second-rpc', 'service', 'proposer']

/** The entries, once each of them tells people what it is about and what it found. */
export function readable(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const ids = entries.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id, title, verdict, detail, anchor, expected, found } of entries) {
    expect(id).toMatch(/^[a-z]+(-[a-z\d]+)*$/)
    expect(verdicts).toContain(verdict)
    expect(anchors).toContain(anchor)
    for (const line of [title, detail, expected ?? 'none', found ?? 'none']) {
      expect(line, id).toMatch(/^\S/)
      expect(line, id).not.toMatch(/undefined|NaN|\[object/)
    }
  }
  return entries
}
