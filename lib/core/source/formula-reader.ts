import { apply } from '@/lib/core/formula/apply-operator'
import type { ValueType } from '@/lib/core/formula/formula'
import { no, numberTerm, type Term, yes } from '@/lib/core/formula/term'
import { typeIdentifierOf } from './ast-access'
import type { AstNode } from './compiled-contract'
import type { ContractProgram } from './contract-program'
import { valueType } from './value-type'

/** Where a function came back, and with what. */
type Return = { readonly path: Term; readonly values: readonly Term[] }

/** One run of a function. */
export type Frame = {
  /** The contract in which its code stands. */
  readonly contract: AstNode | undefined
  readonly outputs: readonly AstNode[]
  readonly returns: Return[]
}

/**
 * What a walk through a function knows at one point: on which condition it gets there, and what each variable holds. Where
 * that condition is false, the function has returned or reverted.
 */
export type FormulaReader = {
  readonly program: ContractProgram
  /** What a function that could not be read goes by: the same text, the same name. */
  readonly nameOf: (declaration: AstNode) => string
  /** Functions of which only the name is used, and why. */
  readonly opaque: Map<string, string>
  path: Term
  values: ReadonlyMap<number, Term>
  /** Whether the compiler checks arithmetic outside of `unchecked`: from 0.8 on. */
  readonly isCheckedAtAll: boolean
  /** Whether arithmetic that leaves its type reverts here. */
  isChecked: boolean
  frame: Frame
  depth: number
  /** Nodes that may still be looked at. */
  steps: number
}

/** What cannot be said in a formula, in words. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable'
}

/** @throws NotReadable */
export function cannotRead(what: string): never {
  throw new NotReadable(what)
}

/** From here on the condition holds: where it does not, the function reverts. */
export function demand(reader: FormulaReader, condition: Term): void {
  reader.path = apply('and', reader.path, condition)
}

/** Goes both ways of a branch, and joins what they leave. */
export function branch(
  reader: FormulaReader,
  condition: Term,
  [first, second]: readonly [() => void, () => void],
): void {
  if (condition === yes || condition === no) {
    const taken = condition === yes ? first : second
    taken()
    return
  }
  const { path, values } = reader
  const go = (way: Term, run: () => void) => {
    reader.path = apply('and', path, way)
    reader.values = values
    const start = reader.path
    run()
    return { path: reader.path, values: reader.values, isWhole: reader.path === start }
  }
  const [one, other] = [go(condition, first), go(apply('not', condition), second)]
  reader.path = one.isWhole && other.isWhole ? path : apply('or', one.path, other.path)
  if (one.path === no || other.path === no) {
    reader.values = one.path === no ? other.values : one.values
    return
  }
  reader.values = new Map(
    [...values.keys()].flatMap((id) => {
      const [left, right] = [one.values.get(id), other.values.get(id)]
      return left && right
        ? [[id, left === right ? left : apply('if', condition, left, right)]]
        : []
    }),
  )
}

/** The type of an expression or a variable. */
export function typeOf(reader: FormulaReader, node: AstNode | undefined): ValueType | undefined {
  return valueType(typeIdentifierOf(node), reader.program.index)
}

/** The type of a variable, which must be one whose values are numbers. */
export function declaredType(reader: FormulaReader, node: AstNode): ValueType {
  return typeOf(reader, node) ?? cannotRead(`the type ${typeNameOf(node)}`)
}

/** What a variable holds that was given nothing. */
export function zeroOf({ kind }: ValueType): Term {
  return kind === 'bool' ? no : numberTerm(0n)
}

function typeNameOf(node: AstNode): string {
  const described = node.typeDescriptions
  const isDescribed = typeof described === 'object' && described !== null
  return isDescribed && 'typeString' in described ? String(described.typeString) : 'of a variable'
}
