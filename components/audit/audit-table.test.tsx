import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { AuditEntry } from '@/lib/core/api/audit-entry'
import { addressOf, hashOf } from '@/lib/core/patch/__fixtures__/draft'
import { AuditTable } from './audit-table'

const entry: AuditEntry = {
  position: 7,
  at: 1_700_000_000n,
  kind: 'dossier',
  route: 'POST /api/v1/patches',
  subject: hashOf('dossier'),
  actor: undefined,
  status: 201,
  request: hashOf('body'),
}
const textOf = (change: Partial<AuditEntry>) =>
  renderToStaticMarkup(<AuditTable entries={[{ ...entry, ...change }]} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

test('default: what was written, when, and what was answered', () => {
  const text = textOf({})
  for (const told of [
    '14 Nov 2023, 22:13:20 UTC',
    'dossier',
    'POST /api/v1/patches',
    hashOf('dossier'),
    '201, accepted',
    hashOf('body'),
  ]) {
    expect(text).toContain(told)
  }
})

test('behavior: what was refused is told as that, and who signed where somebody did', () => {
  const actor = addressOf('owner')
  const text = textOf({ status: 403, actor, request: undefined })
  expect(text).toContain('403, refused')
  expect(text).toContain(actor)
  expect(text).toContain('not kept')
  expect(textOf({ status: 500 })).toContain('500, failed')
})

test('behavior: a part of a path that somebody made up is shown as what it is', () => {
  const html = renderToStaticMarkup(
    <AuditTable entries={[{ ...entry, subject: '<b>\u202e</b>' }]} />,
  )
  expect(html).not.toContain('<b>\u202e')
  expect(html).toContain('U+202E')
})
