import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hash } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '@/test/postgres'
import { openStore } from './open-store'
import { readDossier } from './read-dossier'
import { readSafeTransaction } from './read-safe-transaction'

const postgres = await startPostgres()
const directory = mkdtempSync(join(tmpdir(), 'suture-kill-'))
afterAll(async () => {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

/** Starts a process that writes, kills it with SIGKILL after so many acknowledged writes, returns those. */
function writeAndKill(round: number, writes: number, databaseUrl = ''): Promise<Hash[]> {
  const script = 'lib/adapters/store/__fixtures__/write-until-killed.ts'
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      script,
      `${round}`,
      databaseUrl ? '' : directory,
      ...(databaseUrl ? [databaseUrl] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  return new Promise((resolve, reject) => {
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output.split('\n').length > writes) child.kill('SIGKILL')
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.once('close', (_, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`The writer ended by itself.\n${errors}`))
      // What stands after the last line break may be half a line.
      resolve(
        output
          .split('\n')
          .slice(0, -1)
          .filter((line) => line.startsWith('0x')) as Hash[],
      )
    })
  })
}

const databases: [name: string, databaseUrl: string][] = [['PGlite', '']]
if (postgres) databases.push(['PostgreSQL', postgres.databaseUrl])

test.for(databases)(
  'behavior: %s keeps every acknowledged write over kill -9',
  async ([, databaseUrl]) => {
    const acknowledged: Hash[] = []
    for (const [round, writes] of [50, 1].entries()) {
      acknowledged.push(...(await writeAndKill(round, writes, databaseUrl)))
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(45)
    const store = await openStore(databaseUrl ? { databaseUrl } : { directory })
    for (const hash of acknowledged) {
      const transaction = await readSafeTransaction(store, { chainId: 1, safeTxHash: hash })
      expect(transaction?.confirmations).toHaveLength(1)
      expect(await readDossier(store, { digest: hash })).toBeDefined()
    }
    await store.close()
  },
)

test('behavior: the embedded database waits for the disk', async () => {
  const store = await openStore({ directory })
  const { rows } = (await store.database.execute(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method') order by name",
  )) as unknown as { rows: { name: string; setting: string }[] }
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_sync_method: 'fsync',
  })
  await store.close()
})
