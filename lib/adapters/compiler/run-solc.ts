import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CompilerLimits } from './compiler'
import {
  CompilationTimeoutError,
  CompilationTooLargeError,
  CompilerCrashError,
} from './compiler-error'
import { runProcess } from './run-process'

export type RunSolcParameters = {
  /** Path of the compiler. */
  readonly soljson: string
  /** Standard JSON input. */
  readonly input: unknown
  /** For messages. */
  readonly contract: string
  readonly limits: CompilerLimits
  readonly signal?: AbortSignal | undefined
}

const answerSchema = z.union([
  z.object({ version: z.string(), output: z.string() }),
  z.object({ version: z.string(), failure: z.string() }),
])

/** WebAssembly counts memory in pages of 64 KiB. */
const pagesPerMegabyte = 16

/**
 * Compiles in a process of its own, which may read two files and write none, starts no other, inherits no environment
 * and is ended at its limits.
 *
 * @returns The long version of the compiler and its answer as JSON text.
 * @throws CompilationTimeoutError, CompilationTooLargeError, CompilerCrashError; the reason of the signal.
 */
export async function runSolc(
  parameters: RunSolcParameters,
): Promise<{ version: string; output: string }> {
  const { soljson, input, contract, limits, signal } = parameters
  const cwd = await mkdtemp(join(tmpdir(), 'suture-solc-'))
  try {
    const end = await runProcess({
      command: process.execPath,
      args: [...flagsFor(soljson, limits), compileEntry()],
      cwd,
      environment: {},
      input: JSON.stringify({ soljson, input }),
      milliseconds: limits.seconds * 1_000,
      maximumOutput: limits.output,
      signal,
    })
    if (end.outcome === 'timeout') {
      throw new CompilationTimeoutError({ contract, seconds: limits.seconds })
    }
    if (end.outcome === 'too much output') {
      throw tooLarge(contract, 'the answer', `${limits.output} bytes`)
    }
    return readAnswer(end, { contract, memory: limits.memory })
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

function flagsFor(soljson: string, { memory }: CompilerLimits): string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission'
  return [
    '--no-warnings',
    permission,
    `--allow-fs-read=${compileEntry()}`,
    `--allow-fs-read=${soljson}`,
    `--max-old-space-size=${memory}`,
    `--wasm-max-mem-pages=${memory * pagesPerMegabyte}`,
  ]
}

const entry = 'compile-standard-input.mjs'

/**
 * The file that runs in the process. It stands beside this one; where a bundler has moved this code but not the file, in
 * the project that is served. Never first where the command is run: that folder may be anybody's.
 */
export function compileEntry(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), entry)
  if (existsSync(beside)) return beside
  return join(/* turbopackIgnore: true */ process.cwd(), 'lib/adapters/compiler', entry)
}

function readAnswer(
  { code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
  { contract, memory }: { contract: string; memory: number },
): { version: string; output: string } {
  if (code !== 0) throw crash(contract, stderr, memory)
  const answer = answerSchema.safeParse(parseJson(stdout))
  if (!answer.success) throw crash(contract, 'something that is not an answer', memory)
  if ('failure' in answer.data) throw crash(contract, answer.data.failure, memory)
  // The compiler takes this for an error in the sources.
  const isExhausted = /^\{"errors":\[[^\]]{0,600}std::bad_alloc/.test(answer.data.output)
  if (isExhausted) throw crash(contract, 'bad_alloc', memory)
  return answer.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function crash(contract: string, said: string, memory: number) {
  if (/out of memory|OOM|enlarge memory|bad_alloc|allocation failed/i.test(said)) {
    return tooLarge(contract, 'the memory it needs', `${memory} MB`)
  }
  // Of a stack trace, what it is about.
  const line = /^\w*Error: .*$/m.exec(said)?.[0] ?? said.trim()
  return new CompilerCrashError({ contract, said: visibleText(line, { maxLength: 400 }) })
}

function tooLarge(contract: string, what: string, limit: string) {
  return new CompilationTooLargeError({ contract, what, limit })
}
