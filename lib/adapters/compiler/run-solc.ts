import * as z from 'zod/mini'
import { findEntry } from '@/lib/adapters/confined/find-parts'
import { runConfined } from '@/lib/adapters/confined/run-confined'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CompilerLimits } from './compiler'
import {
  CompilationTimeoutError,
  CompilationTooLargeError,
  CompilerCrashError,
} from './compiler-error'

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

/**
 * Compiles in a confined process, which may read the compiler and nothing else.
 *
 * @returns The long version of the compiler and its answer as JSON text.
 * @throws CompilationTimeoutError, CompilationTooLargeError, CompilerCrashError; the reason of the signal.
 */
export async function runSolc(
  parameters: RunSolcParameters,
): Promise<{ version: string; output: string }> {
  const { soljson, input, contract, limits, signal } = parameters
  const { seconds, memory, output } = limits
  const end = await runConfined({
    entry: compileEntry(),
    readable: soljson,
    heap: memory,
    wasm: memory,
    input: JSON.stringify({ soljson, input }),
    ...{ seconds, output, signal },
  })
  if (end.outcome === 'timeout') throw new CompilationTimeoutError({ contract, seconds })
  if (end.outcome === 'too much output') throw tooLarge(contract, 'the answer', `${output} bytes`)
  return readAnswer(end, { contract, memory })
}

/** The file that runs in the process. */
export function compileEntry(): string {
  return findEntry(import.meta.url, 'lib/adapters/compiler/compile-standard-input.mjs')
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
