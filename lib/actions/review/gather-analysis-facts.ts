import type { Hex } from 'viem'
import { analyseCode } from '@/lib/adapters/bytecode-analysis/analyse-code'
import type { CodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFact, CheckFacts } from '@/lib/core/check/check-facts'

export type GatherAnalysisFactsParameters = {
  /** Runtime code behind the proxy now, and after, and that of the proxy itself; or why it is not known. */
  readonly old: Known<Hex>
  readonly new: Known<Hex>
  readonly proxy: Known<Hex>
  readonly signal?: AbortSignal | undefined
}

/**
 * What the codes of an upgrade tell without any source. Each analysis takes seconds of a processor the first time, and
 * needs no source, so begin it beside the compilation.
 *
 * @throws PackageNotFoundError; the reason of the signal.
 */
export async function gatherAnalysisFacts(
  analyser: CodeAnalyser,
  { signal, ...codes }: GatherAnalysisFactsParameters,
): Promise<Pick<CheckFacts, 'old analysis' | 'new analysis' | 'proxy analysis'>> {
  const analyse = async (code: Known<Hex>): Promise<CheckFact<CodeAnalysis>> => {
    const analysis = code.known ? await analyseCode(analyser, { code: code.value, signal }) : code
    return analysis.known ? { ...analysis, anchor: 'recomputed' } : analysis
  }
  const [old, now, proxy] = await Promise.all([
    analyse(codes.old),
    analyse(codes.new),
    analyse(codes.proxy),
  ])
  return { 'old analysis': old, 'new analysis': now, 'proxy analysis': proxy }
}
