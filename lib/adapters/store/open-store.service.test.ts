import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { numberToHex, zeroAddress, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '@/test/postgres'
import { deleteLogsFrom } from './delete-logs-from'
import { listAcknowledgements } from './list-acknowledgements'
import { listDossiers } from './list-dossiers'
import { openStore } from './open-store'
import { readDossier } from './read-dossier'
import { readLogs } from './read-logs'
import { readScanCursor } from './read-scan-cursor'
import { readSnapshot } from './read-snapshot'
import { saveAcknowledgement } from './save-acknowledgement'
import { saveDossier } from './save-dossier'
import { saveLogs } from './save-logs'
import { saveSnapshot } from './save-snapshot'
import type { Store } from './store'

const postgres = await startPostgres()
const directory = mkdtempSync(join(tmpdir(), 'suture-store-'))
const databases = [
  ['PGlite', { directory }],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  const at = { chainId: 31337, address: zeroAddress }
  const logAt = (blockNumber: bigint, logIndex: number) => ({
    address: zeroAddress,
    blockNumber,
    logIndex,
    blockHash: zeroHash,
    blockTimestamp: 1_700_000_000n,
    transactionHash: zeroHash,
    topics: [zeroHash],
    data: '0x01' as const,
  })

  test('default: logs and cursor are stored together, in order, once', async () => {
    const cursor = { fromBlock: 1n, toBlock: 9n, blockHash: zeroHash }
    const logs = [logAt(9n, 0), logAt(2n, 3), logAt(2n, 1)]
    expect(await saveLogs(store, { at, logs, after: undefined, cursor })).toBe(true)
    expect(await saveLogs(store, { at, logs, after: undefined, cursor })).toBe(false)
    expect(await saveLogs(store, { at, logs, after: cursor, cursor })).toBe(true)
    expect((await readLogs(store, at)).map((log) => [log.blockNumber, log.logIndex])).toEqual([
      [2n, 1],
      [2n, 3],
      [9n, 0],
    ])
    expect((await readLogs(store, at))[0]).toEqual(logAt(2n, 1))
    expect(await readScanCursor(store, { ...at, subject: 'logs' })).toEqual(cursor)
    expect(await readScanCursor(store, { ...at, chainId: 1, subject: 'logs' })).toBeUndefined()
  })

  test('behavior: a reorganisation forgets logs and sets the cursor back', async () => {
    const cursor = { fromBlock: 1n, toBlock: 8n, blockHash: zeroHash }
    const before = { ...cursor, toBlock: 9n }
    const others = { ...before, blockHash: numberToHex(1, { size: 32 }) }
    expect(await deleteLogsFrom(store, { ...at, fromBlock: 9n, before: others, cursor })).toBe(
      false,
    )
    expect(await readLogs(store, at)).toHaveLength(3)
    expect(await deleteLogsFrom(store, { ...at, fromBlock: 9n, before, cursor })).toBe(true)
    expect(await readLogs(store, at)).toHaveLength(2)
    expect(await readScanCursor(store, { ...at, subject: 'logs' })).toEqual(cursor)
    expect(await deleteLogsFrom(store, { ...at, fromBlock: 0n, before: cursor })).toBe(true)
    expect(await readScanCursor(store, { ...at, subject: 'logs' })).toBeUndefined()
  })

  test('behavior: many logs in one save', async () => {
    const logs = Array.from({ length: 10_000 }, (_, index) => logAt(20n, index))
    await saveLogs(store, {
      at,
      logs,
      after: undefined,
      cursor: { fromBlock: 1n, toBlock: 20n, blockHash: zeroHash },
    })
    expect(await readLogs(store, { ...at, fromBlock: 20n, toBlock: 20n })).toHaveLength(10_000)
  })

  test('behavior: a dossier is stored byte for byte, once', async () => {
    const dossier = {
      digest: `0x${'ab'.repeat(32)}`,
      json: '{"title":"snow ☃ \\u0000"}',
      chainId: 31337,
      timelock: zeroAddress,
      operationId: zeroHash,
      storedAt: new Date('2026-11-20T10:00:00Z'),
    } as const
    expect(await saveDossier(store, dossier)).toBe(true)
    expect(await saveDossier(store, { ...dossier, json: 'other' })).toBe(false)
    expect(await readDossier(store, dossier)).toEqual(dossier)
    expect(await readDossier(store, { digest: zeroHash })).toBeUndefined()
    expect(await listDossiers(store, { chainId: 31337, operationIds: [zeroHash] })).toEqual([
      dossier,
    ])
    expect(await listDossiers(store, { chainId: 1 })).toEqual([])
  })

  test('behavior: an acknowledgement is stored once, and its first words stay', async () => {
    const acknowledgement = {
      safe: { chainId: 31337, address: zeroAddress },
      patch: zeroHash,
      check: 'TX-03',
      subject: 'patch ☃',
      finding: zeroHash,
      reason: 'The fee was voted on.',
      signer: zeroAddress,
      signature: '0x1234',
    } as const
    const storedAt = new Date('2026-11-20T10:00:00.900Z')
    const save = (reason: string) =>
      saveAcknowledgement(store, { acknowledgement: { ...acknowledgement, reason }, storedAt })
    const { reason } = acknowledgement
    expect(await save(reason)).toEqual({ isNew: true, reason })
    expect(await save(reason)).toEqual({ isNew: false, reason })
    expect(await save('Other words altogether.')).toEqual({ isNew: false, reason })
    expect(await listAcknowledgements(store, { patch: zeroHash })).toEqual([
      { ...acknowledgement, submittedAt: 1_795_168_800n },
    ])
    const other = { ...acknowledgement, patch: `0x${'ab'.repeat(32)}` } as const
    expect(await listAcknowledgements(store, other)).toEqual([])
  })

  test('behavior: a snapshot is replaced', async () => {
    const snapshot = {
      key: 'desk',
      json: '{}',
      blockNumber: 2n ** 80n,
      blockHash: zeroHash,
      storedAt: new Date('2026-11-20T10:00:00Z'),
    } as const
    await saveSnapshot(store, { ...snapshot, blockNumber: 1n })
    await saveSnapshot(store, snapshot)
    expect(await readSnapshot(store, { key: 'desk' })).toEqual(snapshot)
  })
})

test('behavior: what was stored is there after reopening', async () => {
  const store = await openStore({ directory })
  expect(await listDossiers(store)).toHaveLength(1)
  await store.close()
})

test('error: the directory is open already', async () => {
  const store = await openStore({ directory })
  await expect(openStore({ directory })).rejects.toThrow(
    'Another process has the embedded database open.',
  )
  await store.close()
})

test('error: no database behind the URL', async () => {
  const attempt = openStore({ databaseUrl: 'postgres://user:secret@127.0.0.1:1/suture' })
  await expect(attempt).rejects.toThrowErrorMatchingInlineSnapshot(`
    [StoreUnreachableError: The database could not be opened.
    Database: 127.0.0.1:1/suture
    Reason: connect ECONNREFUSED 127.0.0.1:1
    Check that PostgreSQL runs and that DATABASE_URL names it with a user that may create tables.]
  `)
})
