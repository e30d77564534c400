import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Postgres = {
  /** Of an empty database that nobody else uses. */
  databaseUrl: string
  pid: number | undefined
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL of our own on a free port, from the binaries of the system or, as root on Debian, from the
 * package `postgresql`. Where there is none it says so loudly and returns `undefined`; the tests then run on PGlite only.
 */
export async function startPostgres(): Promise<Postgres | undefined> {
  const binaries = findBinaries() ?? installBinaries()
  if (!binaries) {
    process.stderr.write(
      '\n!!! SKIPPED: PostgreSQL is not installed and could not be installed; tests run on PGlite only.\n\n',
    )
    return undefined
  }
  const account = serverAccount()
  const directory = mkdtempSync(join(tmpdir(), 'suture-postgres-'))
  if (account.uid !== undefined) chownSync(directory, account.uid, account.gid ?? account.uid)
  const data = join(directory, 'data')
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'suture', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    { ...account, cwd: directory, stdio: 'pipe' },
  )
  const port = await freePort()
  const server = spawn(
    join(binaries, 'postgres'),
    [
      '-D',
      data,
      '-p',
      `${port}`,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${directory}`,
    ],
    { ...account, cwd: directory, stdio: 'ignore' },
  )
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)
  const databaseUrl = `postgres://suture@127.0.0.1:${port}/postgres`
  await waitUntilReady(databaseUrl)
  return {
    databaseUrl,
    pid: server.pid,
    async stop() {
      process.off('exit', kill)
      const ended = new Promise((resolve) => server.once('exit', resolve))
      // "Fast" shutdown: connections are closed, not waited for.
      if (server.exitCode === null && server.kill('SIGINT')) await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : []
  const path = (process.env.PATH ?? '').split(':').filter((folder) => folder !== '')
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...path]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  )
}

function installBinaries(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], {
      env: environment,
      stdio: 'pipe',
    })
  try {
    try {
      install()
    } catch {
      execFileSync('apt-get', ['update'], { env: environment, stdio: 'pipe' })
      install()
    }
  } catch {
    return undefined
  }
  return findBinaries()
}

/** PostgreSQL refuses to run as root. */
function serverAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim())
  return { uid: id('-u'), gid: id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function waitUntilReady(databaseUrl: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const client = new pg.Client({ connectionString: databaseUrl })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await sleep(200)
    }
  }
  throw new Error('PostgreSQL did not start within 30 s.')
}
