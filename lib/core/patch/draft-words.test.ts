import { expect, test } from 'vitest'
import { completeDraft } from './__fixtures__/draft'
import { readDraftWords } from './draft-words'
import type { PatchDraft } from './patch-draft'

const read = (change: Partial<PatchDraft>) => readDraftWords(completeDraft(change))
const fields = (change: Partial<PatchDraft>) => read(change).notes.map(({ field }) => field)

test('default', () => {
  expect(read({ title: ' Vault 2 ', description: ' a\nb ' })).toEqual({
    words: { title: 'Vault 2', description: 'a\nb', severity: 'critical', evidence: [] },
    notes: [],
  })
})

test('behavior: what is missing is missing, not wrong', () => {
  expect(read({ title: ' ', severity: '' })).toMatchObject({
    words: undefined,
    notes: [
      { field: 'title', tone: 'missing' },
      { field: 'severity', tone: 'missing' },
    ],
  })
})

test('behavior: an empty row is no document, and the others keep their places', () => {
  const evidence = [
    { label: '', url: ' ' },
    { label: 'Audit', url: 'https://example.org/audit' },
    { label: 'Fix', url: 'javascript:alert(1)' },
  ]
  expect(fields({ evidence })).toEqual(['evidence-2-url'])
  expect(read({ evidence: evidence.slice(0, 2) }).words?.evidence).toEqual([evidence[1]])
})

test.each([
  ['title', { title: 'x'.repeat(201) }, { title: 'x'.repeat(200) }],
  ['description', { description: 'ü'.repeat(10_001) }, { description: 'ü'.repeat(10_000) }],
  [
    'evidence-0-label',
    { evidence: [{ label: '', url: 'https://a.b' }] },
    { evidence: [{ label: 'a', url: 'https://a.b' }] },
  ],
  [
    'evidence-0-url',
    { evidence: [{ label: 'a', url: 'http://a.b' }] },
    { evidence: [{ label: 'a', url: 'https://a.b' }] },
  ],
])('error: %s', (field, wrong, right) => {
  expect(fields(wrong)).toEqual([field])
  expect(fields(right)).toEqual([])
})
