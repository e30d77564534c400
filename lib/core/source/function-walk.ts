import type { Scope, Value } from './ast-scope'
import type { AstNode } from './compiled-contract'
import type { ContractProgram } from './contract-program'
import type { FunctionTrace } from './function-trace'
import type { Clauses } from './guard-clauses'

/** What one run of a function, modifier or loop leaves behind. */
export type Frame = {
  /** The escapes of the places at which it is left early. */
  readonly returned: Clauses[]
  /** Of a modifier: the escapes of the places at which the function stands. */
  readonly placeholders: Clauses[]
  readonly values: Value[]
}

/** One step of the way through a program: where the names are, and what has already let the call off. */
export type Walk = {
  readonly program: ContractProgram
  readonly trace: FunctionTrace
  readonly scope: Scope
  /** What a guard met here need not hold for: `x` behind `if (x) return`. */
  readonly escape: Clauses
  readonly frame: Frame
  /** Functions on the way here, by id. */
  readonly stack: readonly number[]
  readonly follow: Follow
}

/** How to go on: expressions lead to calls, and calls to statements with expressions in them. */
export type Follow = {
  readonly evaluate: (node: AstNode, walk: Walk) => Value
  readonly call: (call: AstNode, declaration: AstNode, walk: Walk) => Value
}
