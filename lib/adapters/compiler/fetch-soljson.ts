import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type ProcessEnd, runProcess } from '@/lib/adapters/confined/run-process'
import { visibleText } from '@/lib/core/chain/visible-text'
import { CompilerNotFoundError, CompilerUnreachableError } from './compiler-error'
import { readTarEntry } from './read-tar-entry'

export type FetchSoljsonParameters = {
  /** `0.8.19` */
  readonly release: string
  /** Where the compiler is written. */
  readonly path: string
}

/** What npm needs to find its configuration, its registry and its way there. */
const inherited =
  /^(PATH|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|COMSPEC|PATHEXT|TEMP|TMP|TMPDIR|(HTTPS?|NO|ALL)_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|NPM_CONFIG_.+)$/i

/** The largest compiler in an archive that npm has is 16 MB. */
const largestCompiler = 64_000_000

/**
 * Fetches one release of solc with the npm client of this machine, as its user configured it, which verifies the
 * integrity hash. Only the compiler itself is kept: nothing of the package is run, and none of its dependencies come.
 *
 * @throws CompilerNotFoundError, CompilerUnreachableError
 */
export async function fetchSoljson({ release, path }: FetchSoljsonParameters): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'suture-npm-'))
  try {
    await packRelease(release, folder)
    const archive = await readFile(join(folder, `solc-${release}.tgz`))
    const bytes = readTarEntry(
      gunzipSync(archive, { maxOutputLength: largestCompiler }),
      'package/soljson.js',
    )
    if (!bytes) throw new CompilerNotFoundError({ release, said: 'the package has no soljson.js' })
    await mkdir(dirname(path), { recursive: true })
    const unfinished = `${path}.${randomUUID()}.tmp`
    await writeFile(unfinished, bytes)
    await rename(unfinished, path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function packRelease(release: string, folder: string): Promise<void> {
  const args = ['pack', `solc@${release}`, '--ignore-scripts', '--json', '--loglevel=error']
  const npm = findNpm()
  const end = await runProcess({
    command: npm ? process.execPath : 'npm',
    args: npm ? [npm, ...args] : args,
    cwd: folder,
    environment: npmEnvironment(),
    milliseconds: 120_000,
    maximumOutput: 1_000_000,
    shell: !npm && process.platform === 'win32',
  }).catch((cause: unknown) => {
    throw new CompilerUnreachableError({ release, said: 'npm could not be started', cause })
  })
  assertPacked(release, end)
}

function assertPacked(release: string, end: ProcessEnd): void {
  if (end.outcome !== 'exited') {
    throw new CompilerUnreachableError({ release, said: `nothing yet: ${end.outcome}` })
  }
  if (end.code === 0) return
  const said = end.stderr.replaceAll(/^npm (error|ERR!) ?/gm, '').trim()
  const shown = visibleText(said.slice(0, 300), { maxLength: 300 })
  const isUnknown = /\b(ETARGET|E404)\b/.test(end.stderr)
  throw isUnknown
    ? new CompilerNotFoundError({ release, said: shown })
    : new CompilerUnreachableError({ release, said: shown })
}

/** npm says where it is to what it started; else it stands beside Node, or on the path. */
function findNpm(): string | undefined {
  const named = process.env.npm_execpath
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  return [named, beside].find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
}

function npmEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => inherited.test(entry[0]) && entry[1] !== undefined,
    ),
  )
}
