import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { LedgerList } from './ledger-list'

const entry = (id: string, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id,
  title: `Check ${id}`,
  verdict: 'pass',
  detail: 'as it should be',
  anchor: 'chain',
  ...change,
})
const textOf = (ledger: readonly LedgerEntry[]) =>
  renderToStaticMarkup(<LedgerList ledger={ledger} answerTo={{ ask: 'I mean it' }} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

test('default: what passes is folded and counted, what does not apply besides', () => {
  const text = textOf([entry('a'), entry('b'), entry('c', { verdict: 'not-applicable' })])
  expect(text).toContain('2 checks pass')
  expect(text).toContain('1 does not apply')
})

test('behavior: what stands in the way comes first, then what is told, then the rest', () => {
  const text = textOf([
    entry('passes'),
    entry('told', { verdict: 'warn' }),
    entry('unknown', { verdict: 'unknown' }),
    entry('fails', { verdict: 'fail' }),
  ])
  const order = ['Check unknown', 'Check fails', 'Check told', '1 check passes', 'Check passes']
  const places = order.map((words) => text.indexOf(words))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
})

test('behavior: each row says what it rests on, and shows expected beside found', () => {
  const text = textOf([
    entry('a', { verdict: 'fail', anchor: 'second-rpc', expected: '2 of 3', found: '1 of 3' }),
  ])
  expect(text).toContain('another node')
  expect(text).toMatch(/expected 2 of 3 .*found 1 of 3/)
})

test('behavior: an answer stands with the entry that asks for it, and hostile text is visible', () => {
  const text = textOf([
    entry('ask', { verdict: 'needs-acknowledgement', detail: 'a\u202eb' }),
    entry('other', { verdict: 'fail' }),
  ])
  expect(text.match(/I mean it/g)).toHaveLength(1)
  expect(text).toContain('U+202E')
})
