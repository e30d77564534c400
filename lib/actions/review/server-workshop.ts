import type { Workshop } from '@/lib/actions/review/review-code'
import { type SourcesContext, storedSources } from '@/lib/actions/review/stored-sources'
import type { CodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import type { Compiler } from '@/lib/adapters/compiler/compiler'
import type { Solver } from '@/lib/adapters/solver/solver'
import type { Store } from '@/lib/adapters/store/store'

export type WorkshopContext = SourcesContext & {
  readonly compiler: Compiler
  readonly analyser: CodeAnalyser
  readonly solver: Solver
}

const settled = new WeakMap<Store, Workshop['settled']>()

/** What the server reads code with. What is settled of a code is settled for every review and simulation of this process. */
export function serverWorkshop(context: WorkshopContext): Workshop {
  const { store, compiler, analyser, solver } = context
  const codes: Workshop['settled'] = settled.get(store) ?? new Map()
  settled.set(store, codes)
  return { compiler, analyser, solver, sourcesOf: storedSources(context), settled: codes }
}
