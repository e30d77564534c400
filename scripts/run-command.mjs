import { spawn } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './ensure-install.mjs'

const limit = 20 * 60_000
const running = new Set()

/**
 * Runs a tool of node_modules as Node runs it, without a shell, so that it works alike on every system.
 *
 * @param {string[]} command package, then its arguments: `['vitest', 'run']`
 * @param {{ stdout?: string, env?: Record<string, string> }} [options] `stdout`: file that takes the output
 * @returns {Promise<number>} the exit code; of a run that was killed or took over 20 minutes, a failing one
 */
export function runCommand([name, ...args], { stdout, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [binaryOf(name), ...args], {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', stdout ? 'pipe' : 'inherit', 'inherit'],
      // A group of its own, so that what it started ends with it.
      detached: process.platform !== 'win32',
    })
    running.add(child)
    const timer = setTimeout(() => {
      console.log(`${name} took longer than ${limit / 60_000} minutes and was ended.`)
      end(child, 'SIGKILL')
    }, limit)
    if (stdout) child.stdout.pipe(createWriteStream(stdout))
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      running.delete(child)
      resolve(code ?? 1)
    })
  })
}

/** Path of the script that a package offers as its command. */
function binaryOf(name) {
  // Not by `require.resolve`: several packages do not export their package.json.
  const paths = createRequire(join(root, 'package.json')).resolve.paths(name) ?? []
  const folder = paths.map((path) => join(path, name)).find((path) => readManifest(path))
  if (!folder) throw new Error(`${name} is not installed; run \`npm install\`.`)
  const { bin } = readManifest(folder)
  return join(folder, typeof bin === 'string' ? bin : Object.values(bin)[0])
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch {
    return undefined
  }
}

function end(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of running) end(child, signal)
    process.exit(130)
  })
}
