import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { Query } from '@/lib/core/formula/write-query'
import type { SolverLimits } from './solver'

/** The solver is not where it was installed. */
export class SolverNotFoundError extends BaseError {
  override readonly name = 'SolverNotFoundError'
  constructor({ entry }: { entry: string }) {
    super('The package z3-solver is not installed.', {
      facts: [['Looked for', `node_modules/z3-solver above ${entry}`]],
      hint: 'Install the dependencies again: npm ci.',
    })
  }
}

/** All that decides what the solver answers. */
export type SolverRequest = {
  /** For each query. */
  readonly steps: number
  readonly memory: number
  readonly queries: readonly Query[]
}

/** Bytes of the answers to one query: values of its inputs. */
const longestAnswer = 100_000

/**
 * Asks the solver in a process of its own, which may read the solver and nothing else, writes no file, starts no other and
 * no thread, inherits no environment and is killed at its limits, when the signal is aborted and when this process exits.
 *
 * @returns The answers as JSON text, or why there are none.
 * @throws SolverNotFoundError; the error of the system where no process can be started; the reason of the signal.
 */
export function runSolver(
  request: SolverRequest,
  { limits, signal }: { limits: SolverLimits; signal?: AbortSignal | undefined },
): Promise<Known<string>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const environment = {} as NodeJS.ProcessEnv
    const child = spawn(process.execPath, [...flags(), solverEntry()], { env: environment })
    let problem: string | undefined
    const kill = () => child.kill('SIGKILL')
    const cutShort = (reason: string) => {
      problem ??= reason
      kill()
    }
    const timeout = `the solver took longer than ${limits.seconds} seconds`
    const timer = setTimeout(() => cutShort(timeout), limits.seconds * 1_000)
    process.once('exit', kill)
    signal?.addEventListener('abort', kill)
    const forget = () => {
      clearTimeout(timer)
      process.off('exit', kill)
      signal?.removeEventListener('abort', kill)
    }
    const output: Buffer[] = []
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk)
      length += chunk.length
      const isTooLong = length > longestAnswer * request.queries.length
      if (isTooLong) cutShort('the answer of the solver is too long')
    })
    // Read, so that a long complaint does not hold it up; what it says of hostile code is not repeated.
    child.stderr.resume()
    child.once('error', (error) => {
      forget()
      reject(error)
    })
    child.once('close', (exit) => {
      forget()
      if (signal?.aborted) return reject(signal.reason)
      if (problem === undefined && exit !== 0) problem = 'the solver broke off'
      if (problem !== undefined) return resolve({ known: false, reason: problem })
      return resolve({ known: true, value: Buffer.concat(output).toString('utf8') })
    })
    // A process that ends before it has read everything is told by its exit code.
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify(request))
  })
}

/** Megabytes of the heap of the process itself; what the solver fills lies beside it. */
const heap = 128

function flags(): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  return [
    '--no-warnings',
    permission,
    `--allow-fs-read=${solverEntry()}`,
    `--allow-fs-read=${solverFolder()}/`,
    `--max-old-space-size=${heap}`,
  ]
}

const entry = 'solve-queries.mjs'

/** The file that runs in the process: beside this one, or in the project that is served where a bundler moved this one. */
function solverEntry(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), entry)
  if (existsSync(beside)) return beside
  return join(/* turbopackIgnore: true */ process.cwd(), 'lib/adapters/solver', entry)
}

/** Looks for `node_modules/z3-solver` as Node does: beside each folder above the entry. */
function solverFolder(): string {
  let folder = dirname(solverEntry())
  while (true) {
    const solver = join(/* turbopackIgnore: true */ folder, 'node_modules/z3-solver')
    if (existsSync(solver)) return solver
    const above = dirname(folder)
    if (above === folder) throw new SolverNotFoundError({ entry: solverEntry() })
    folder = above
  }
}
