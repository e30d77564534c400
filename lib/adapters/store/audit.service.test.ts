import { sql } from 'drizzle-orm'
import { zeroAddress, zeroHash } from 'viem'
import { afterAll, describe, expect, test } from 'vitest'
import { startPostgres } from '@/test/postgres'
import { insertAuditEntry, listAuditEntries } from './audit'
import { openStore } from './open-store'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
})

const entry = {
  at: new Date(1_795_000_000_999),
  kind: 'dossier',
  route: 'POST /api/v1/patches',
  subject: zeroHash,
  actor: undefined,
  status: 201,
  request: zeroHash,
} as const

describe.each(databases)('%s', (_name, options) => {
  test('default: newest first, page by page', async () => {
    const store = await openStore(options)
    await insertAuditEntry(store, entry)
    await insertAuditEntry(store, { ...entry, kind: 'acknowledgement', actor: zeroAddress })
    await insertAuditEntry(store, { ...entry, subject: undefined, request: undefined, status: 400 })
    const all = await listAuditEntries(store, { limit: 10 })
    expect(all.map(({ status, kind }) => [status, kind])).toEqual([
      [400, 'dossier'],
      [201, 'acknowledgement'],
      [201, 'dossier'],
    ])
    expect(all[2]).toEqual({ ...entry, position: all[2]?.position, at: 1_795_000_000n })
    expect(all[0]).toMatchObject({ subject: undefined, request: undefined })
    const before = all[1]?.position
    expect(await listAuditEntries(store, { limit: 10, before })).toEqual(all.slice(2))
    await store.close()
  })

  test('behavior: positions have no gaps, many writers at once and a failed one among them', async () => {
    const store = await openStore(options)
    const before = (await listAuditEntries(store, { limit: 1 }))[0]?.position ?? 0
    const impossible = { ...entry, status: 2 ** 40 }
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        insertAuditEntry(store, index % 4 === 0 ? impossible : entry),
      ),
    )
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5)
    const added = (await listAuditEntries(store, { limit: 100 })).filter(
      ({ position }) => position > before,
    )
    expect(added.map(({ position }) => position)).toEqual(
      Array.from({ length: 15 }, (_, index) => before + 15 - index),
    )
    await store.close()
  })

  test('error: what stands there is neither changed nor deleted', async () => {
    const store = await openStore(options)
    await insertAuditEntry(store, entry)
    for (const statement of [
      sql`UPDATE audit_entries SET actor = 'nobody'`,
      sql`DELETE FROM audit_entries`,
      sql`TRUNCATE audit_entries`,
    ]) {
      await expect(store.database.execute(statement)).rejects.toMatchObject({
        cause: { message: 'rows of audit_entries are only ever added' },
      })
    }
    expect((await listAuditEntries(store, { limit: 10 })).length).toBeGreaterThan(0)
    await store.close()
  })
})
