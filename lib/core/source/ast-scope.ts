import { childOf, childrenOf, placesOf, textOf } from './ast-access'
import { parametersOf } from './ast-index'
import type { AstNode } from './compiled-contract'
import type { TargetOrigin } from './contract-model'
import { calleeOf, type InlineBody } from './contract-program'

/** Where in storage an expression points. `open` ones are named together with their member, as in `Struct.member`. */
export type StoragePlace = { readonly name: string; readonly open: boolean }

/** What an expression comes from. */
export type Value = { readonly origin: TargetOrigin; readonly place?: StoragePlace | undefined }

/** What a local name stands for, as far as it can be followed. */
export type Binding = Value & {
  /** The expression that it was given, while nothing else was assigned to it. */
  readonly meaning?: Meaning | undefined
}

/** An expression with the names that it is written in. Its text is kept once it was rendered. */
export type Meaning = { readonly node: AstNode; readonly scope: Scope; text?: string | undefined }

/** The names of one run of a function. `contract` is the one in which its code stands. */
export type Scope = {
  readonly contract: AstNode | undefined
  readonly bindings: Map<number, Binding>
}

const hostility: readonly TargetOrigin[] = [
  'constant',
  'immutable',
  'storage',
  'unknown',
  'caller',
  'parameter',
]

/** The most hostile of several origins. */
export function worstOrigin(origins: readonly TargetOrigin[]): TargetOrigin {
  const worst = Math.max(0, ...origins.map((origin) => hostility.indexOf(origin)))
  return hostility[worst] ?? 'unknown'
}

/** The arguments of a call in the order of the parameters; of `x.f(y)` with a library, `x` first. */
export function argumentsOf(call: AstNode, declaration: AstNode): readonly (AstNode | undefined)[] {
  const parameters = parametersOf(declaration)
  const given = childrenOf(call, 'arguments')
  const names = call.names
  const ordered =
    Array.isArray(names) && names.length > 0
      ? parameters.map((parameter) => given[names.indexOf(textOf(parameter, 'name'))])
      : given
  const receiver = childOf(calleeOf(call), 'expression')
  return ordered.length < parameters.length ? [receiver, ...ordered] : ordered
}

/** A scope in which the names of an inlined function stand for what they are given. */
export function inlineScope(
  call: AstNode,
  declaration: AstNode,
  { locals }: InlineBody,
  { scope, contract }: { readonly scope: Scope; readonly contract: AstNode | undefined },
): Scope {
  const given = argumentsOf(call, declaration)
  const inner: Scope = { contract, bindings: new Map() }
  parametersOf(declaration).forEach((parameter, position) => {
    const node = given[position]
    const meaning = node ? { node, scope } : undefined
    inner.bindings.set(parameter.id, { origin: 'unknown', meaning })
  })
  for (const local of locals) {
    const [name] = placesOf(local, 'declarations')
    const node = childOf(local, 'initialValue')
    if (name && node) {
      inner.bindings.set(name.id, { origin: 'unknown', meaning: { node, scope: inner } })
    }
  }
  return inner
}
