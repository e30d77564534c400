import type { Query } from './write-query'

/** What a solver says of a query. */
export type SolverAnswer =
  /** What is asked about cannot happen. */
  | { readonly status: 'unsat' }
  /** It can; the values of the inputs as the solver writes them. */
  | { readonly status: 'sat'; readonly values: string }
  | { readonly status: 'unknown'; readonly reason: string }

/** Answers several queries, each with one answer. */
export type AskSolver = (queries: readonly Query[]) => Promise<readonly SolverAnswer[]>
