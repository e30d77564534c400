import type { Hex } from 'viem'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import { parseCodeAnalysis } from '@/lib/core/bytecode/parse-code-analysis'
import type { Known } from '@/lib/core/chain/snapshot'
import { readAnalysis, saveAnalysis } from './analysis-cache'
import type { CodeAnalyser } from './code-analyser'
import { runAnalysis } from './run-analysis'

export type AnalyseCodeParameters = {
  /** Runtime code. */
  readonly code: Hex
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads from runtime code alone which selectors it dispatches and which constant slots of storage it uses, in a process of
 * its own within the limits of the analyser, or finds what that gave before. What it tells is a lower bound.
 *
 * @returns The analysis, or why there is none: no code, not the code of this machine, too large, too slow.
 * @throws PackageNotFoundError; the reason of the signal.
 */
export async function analyseCode(
  analyser: CodeAnalyser,
  { code, signal }: AnalyseCodeParameters,
): Promise<Known<CodeAnalysis>> {
  const reason = whyNot(code, analyser)
  if (reason) return { known: false, reason }
  const text = await findAnswer(analyser, { code, signal })
  return text.known ? readAnswer(code, text.value) : text
}

function whyNot(code: Hex, { limits }: CodeAnalyser): string | undefined {
  const size = (code.length - 2) / 2
  if (size === 0) return 'there is no code at this address'
  if (!/^0x([0-9a-f]{2})*$/i.test(code)) return 'the code is no whole bytes'
  if (/^0xef0100/i.test(code)) return 'this is an account that has lent itself code (EIP-7702)'
  if (/^0xef/i.test(code)) return 'code of the EVM object format is not understood'
  return size > limits.code ? `${size} bytes of code are more than are analysed` : undefined
}

async function findAnswer(
  analyser: CodeAnalyser,
  { code, signal }: AnalyseCodeParameters,
): Promise<Known<string>> {
  const kept = await readAnalysis(analyser, code)
  if (kept !== undefined) return { known: true, value: kept }
  return analyser.takeTurn(async () => {
    // Somebody may have analysed it while this waited.
    const meanwhile = await readAnalysis(analyser, code)
    if (meanwhile !== undefined) return { known: true, value: meanwhile }
    const answer = await runAnalysis(code, { limits: analyser.limits, signal })
    // What cannot be kept is analysed again the next time.
    if (answer.known) await saveAnalysis(analyser, code, answer.value).catch(() => undefined)
    return answer
  })
}

function readAnswer(code: Hex, text: string): Known<CodeAnalysis> {
  const value = parseCodeAnalysis(code, parseJson(text))
  return value ? { known: true, value } : { known: false, reason: 'the analyser gave no answer' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
