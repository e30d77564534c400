import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Installs node_modules where it is missing or not what package-lock.json says; does nothing
 * otherwise. Runs before anything is installed, so it imports nothing but Node.
 *
 * @param {{ root?: string, log?: (line: string) => void }} [options]
 * @throws Error when Node is too old or npm fails.
 */
export async function ensureInstall(options = {}) {
  const { root: directory = root, log = console.error } = options
  assertNodeVersion(directory)
  const reason = staleReason(directory)
  if (!reason) return
  log(`Installing dependencies: ${reason}`)
  // `ci` removes node_modules first, which is pointless work where most of it is already right.
  const isFresh = !existsSync(join(directory, 'node_modules'))
  if (isFresh && (await npm(['ci'], directory)) === 0) return
  if ((await npm(['install'], directory)) === 0) return
  throw new Error(
    'npm could not install the dependencies: its own message stands above.\n' +
      'Check the network and `npm config get registry`, then run `npm install` to see it alone.',
  )
}

/** @param {string} directory */
function assertNodeVersion(directory) {
  const { engines } = readJson(join(directory, 'package.json'))
  const wanted = /(\d+)\.(\d+)/.exec(engines.node)?.slice(1).map(Number) ?? [0, 0]
  const actual = process.versions.node.split('.').map(Number)
  const isOld = actual[0] < wanted[0] || (actual[0] === wanted[0] && actual[1] < wanted[1])
  if (!isOld) return
  throw new Error(
    `Node ${process.versions.node} is too old: Suture needs ${engines.node}.\n` +
      'Install a current Node from https://nodejs.org, or run `nvm install --lts`.',
  )
}

/**
 * npm notes what it installed in node_modules/.package-lock.json. Optional packages are left out of
 * the comparison: most of them belong to other platforms.
 *
 * @param {string} directory
 * @returns {string | undefined} why an install is needed
 */
function staleReason(directory) {
  const installed = join(directory, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return 'node_modules is missing'
  const wanted = readJson(join(directory, 'package-lock.json')).packages
  const found = readJson(installed).packages
  const stale = Object.keys(wanted).find((path) => {
    const { optional, devOptional, version } = wanted[path]
    if (path === '' || optional || devOptional) return false
    return found[path]?.version !== version || !existsSync(join(directory, path))
  })
  return stale && `${stale.replace('node_modules/', '')} is not at ${wanted[stale].version}`
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<number>} npm's exit code
 */
function npm(args, cwd) {
  const script = process.env.npm_execpath
  const isNpm = script?.endsWith('.js')
  const command = isNpm ? process.execPath : 'npm'
  const rest = isNpm ? [script, ...args] : args
  return new Promise((resolve, reject) => {
    // stdout is kept clean for whoever reads the output of the command that called us.
    const child = spawn(command, rest, {
      cwd,
      stdio: ['ignore', 2, 2],
      shell: !isNpm && process.platform === 'win32',
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
