import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { AnalysisLimits } from './code-analyser'

/** The analyser is not where it was installed. */
export class AnalyserNotFoundError extends BaseError {
  override readonly name = 'AnalyserNotFoundError'
  constructor({ entry }: { entry: string }) {
    super('The package evmole is not installed.', {
      facts: [['Looked for', `node_modules/evmole above ${entry}`]],
      hint: 'Install the dependencies again: npm ci.',
    })
  }
}

/** WebAssembly counts memory in pages of 64 KiB. */
const pagesPerMegabyte = 16

/**
 * Analyses code in a process of its own, which may read the analyser and nothing else, writes no file, starts no other,
 * inherits no environment and is killed at its limits, when the signal is aborted and when this process exits.
 *
 * @returns The answer as JSON text, or why there is none.
 * @throws AnalyserNotFoundError; the error of the system where no process can be started; the reason of the signal.
 */
export function runAnalysis(
  code: Hex,
  { limits, signal }: { limits: AnalysisLimits; signal?: AbortSignal | undefined },
): Promise<Known<string>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const environment = {} as NodeJS.ProcessEnv
    const child = spawn(process.execPath, [...flags(limits), analysisEntry()], { env: environment })
    let problem: string | undefined
    const kill = () => child.kill('SIGKILL')
    const cutShort = (reason: string) => {
      problem ??= reason
      kill()
    }
    const timeout = `the analysis took longer than ${limits.seconds} seconds`
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
      if (length > limits.output) cutShort('the answer of the analysis is too long')
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
      if (problem === undefined && exit !== 0) problem = 'the analyser broke off'
      if (problem !== undefined) return resolve({ known: false, reason: problem })
      return resolve({ known: true, value: Buffer.concat(output).toString('utf8') })
    })
    // A process that ends before it has read everything is told by its exit code.
    child.stdin.on('error', () => undefined)
    child.stdin.end(code)
  })
}

function flags({ memory }: AnalysisLimits): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  return [
    '--no-warnings',
    permission,
    `--allow-fs-read=${analysisEntry()}`,
    `--allow-fs-read=${analyserFolder()}/`,
    `--max-old-space-size=${memory}`,
    `--wasm-max-mem-pages=${memory * pagesPerMegabyte}`,
  ]
}

const entry = 'analyse-input.mjs'

/** The file that runs in the process: beside this one, or in the project that is served where a bundler moved this one. */
function analysisEntry(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), entry)
  if (existsSync(beside)) return beside
  return join(/* turbopackIgnore: true */ process.cwd(), 'lib/adapters/bytecode-analysis', entry)
}

/** Looks for `node_modules/evmole` as Node does: beside each folder above the entry. */
function analyserFolder(): string {
  let folder = dirname(analysisEntry())
  while (true) {
    const evmole = join(/* turbopackIgnore: true */ folder, 'node_modules/evmole')
    if (existsSync(evmole)) return evmole
    const above = dirname(folder)
    if (above === folder) throw new AnalyserNotFoundError({ entry: analysisEntry() })
    folder = above
  }
}
