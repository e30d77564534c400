import type { Hex } from 'viem'
import { findEntry, findPackage } from '@/lib/adapters/confined/find-parts'
import { answerOf, runConfined } from '@/lib/adapters/confined/run-confined'
import type { Known } from '@/lib/core/chain/snapshot'
import type { AnalysisLimits } from './code-analyser'

/**
 * Analyses code in a confined process, which may read the analyser and nothing else.
 *
 * @returns The answer as JSON text, or why there is none.
 * @throws PackageNotFoundError; the error of the system where no process can be started; the reason of the signal.
 */
export async function runAnalysis(
  code: Hex,
  { limits, signal }: { limits: AnalysisLimits; signal?: AbortSignal | undefined },
): Promise<Known<string>> {
  const { seconds, output, memory } = limits
  const entry = findEntry(import.meta.url, 'lib/adapters/bytecode-analysis/analyse-input.mjs')
  const end = await runConfined({
    ...{ entry, seconds, output, signal },
    readable: `${findPackage('evmole', entry)}/`,
    heap: memory,
    wasm: memory,
    input: code,
  })
  return answerOf(end, { who: 'the analyser', seconds })
}
