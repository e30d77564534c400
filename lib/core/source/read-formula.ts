import type { Known } from '@/lib/core/chain/snapshot'
import type { Formula } from '@/lib/core/formula/formula'
import { allTerms, type Term, yes } from '@/lib/core/formula/term'
import { textOf } from './ast-access'
import { parametersOf, returnsOf } from './ast-index'
import type { AstNode } from './compiled-contract'
import type { ContractProgram } from './contract-program'
import { createFunctionRunner } from './formula-call'
import { declaredType, type FormulaReader, NotReadable } from './formula-reader'

/** Nodes of the AST that are looked at for one function, those of what it calls too. */
const maxSteps = 4_000

/** Terms that a formula may be made of. */
const maxTerms = 4_000

/** What a function computes, and which of those that it calls are in it by their name only, with the reason. */
export type ReadFormula = { readonly formula: Formula; readonly opaque: readonly string[] }

export type ReadFormulaParameters = {
  readonly program: ContractProgram
  /** Whether the compiler checks arithmetic: from 0.8 on. */
  readonly isChecked: boolean
  readonly nameOf: (declaration: AstNode) => string
}

/** Reads what a pure function computes, as a formula; or says what in it is not understood. */
export function readFormula(
  declaration: AstNode,
  { program, isChecked, nameOf }: ReadFormulaParameters,
): Known<ReadFormula> {
  const reader: FormulaReader = {
    program,
    nameOf,
    opaque: new Map(),
    path: yes,
    values: new Map(),
    isCheckedAtAll: isChecked,
    isChecked,
    frame: { contract: undefined, outputs: [], returns: [] },
    depth: 0,
    steps: maxSteps,
  }
  try {
    const inputs = parametersOf(declaration).map((parameter) => ({
      name: textOf(parameter, 'name'),
      type: declaredType(reader, parameter),
    }))
    const outputs = returnsOf(declaration).map((one) => declaredType(reader, one))
    const given = inputs.map(({ type }, position): Term => {
      const sort = type.kind === 'bool' ? 'truth' : 'number'
      return { kind: 'input', position, sort }
    })
    const values = createFunctionRunner()(reader, declaration, given)
    const formula = { inputs, outputs, returns: reader.path, values }
    if (allTerms([formula.returns, ...values]).length > maxTerms) {
      return { known: false, reason: 'a function of this length' }
    }
    return { known: true, value: { formula, opaque: [...reader.opaque.values()] } }
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error
    return { known: false, reason: error.message }
  }
}
