import {
  childOf,
  childrenOf,
  placesOf,
  referenceOf,
  textOf,
  typeIdentifierOf,
  walkNodes,
} from './ast-access'
import { type AstIndex, membersOf, parametersOf, returnsOf } from './ast-index'
import { signatureOf } from './ast-types'
import type { AstNode } from './compiled-contract'

/** A function that only returns an expression, perhaps after naming parts of it. */
export type InlineBody = { readonly locals: readonly AstNode[]; readonly result: AstNode }

/** The code of one contract with its bases joined: which declaration a name in it stands for. */
export type ContractProgram = {
  readonly index: AstIndex
  /** Functions that the contract has, each as its most derived contract defines it; private ones of all its bases. */
  readonly functions: readonly AstNode[]
  readonly signatureOf: (declaration: AstNode) => string
  /** The function whose code a call runs within the contract. Undefined for calls that leave it. */
  readonly resolveCall: (call: AstNode, within: AstNode | undefined) => AstNode | undefined
  /** The modifier, or the base contract, that a modifier invocation names. */
  readonly resolveModifier: (invocation: AstNode) => AstNode | undefined
  /** Undefined for all others, and for arithmetic, whose name says more than its formula. */
  readonly inlineBodyOf: (declaration: AstNode) => InlineBody | undefined
  /**
   * Pure functions of libraries: they see neither state nor caller, so what ends the call in them are overflows. Those that
   * lead to a place in storage are none.
   */
  readonly isArithmetic: (declaration: AstNode) => boolean
  /** Whether its code, or code that it calls, looks at who calls. */
  readonly looksAtCaller: (declaration: AstNode) => boolean
}

/** Joins a contract with its bases. */
export function linkProgram(index: AstIndex): ContractProgram {
  const signatures = new Map<number, string>()
  const signature = (declaration: AstNode): string => {
    const known = signatures.get(declaration.id) ?? signatureOf(declaration, index)
    signatures.set(declaration.id, known)
    return known
  }
  const tables = index.linearization.map((contract) => tableOf(contract, signature))
  const find = (key: string, from = 0): AstNode | undefined =>
    tables
      .slice(from)
      .find((table) => table.has(key))
      ?.get(key)
  const depthOf = (declaration: AstNode): number => {
    const owner = index.owners.get(declaration.id)
    return owner ? index.linearization.indexOf(owner) : -1
  }
  const mostDerived = (declaration: AstNode): AstNode =>
    depthOf(declaration) < 0 || textOf(declaration, 'visibility') === 'private'
      ? declaration
      : (find(signature(declaration)) ?? declaration)

  const resolveCall = (call: AstNode, within: AstNode | undefined): AstNode | undefined => {
    const callee = calleeOf(call)
    const declaration = index.declarations.get(referenceOf(callee))
    if (declaration?.nodeType !== 'FunctionDefinition') return undefined
    if (callee?.nodeType !== 'MemberAccess') return mostDerived(declaration)
    // A library that is linked runs in the storage of the contract, as code of its own does.
    if (!/^t_function_(internal|delegatecall)_/.test(typeIdentifierOf(callee))) return undefined
    const isSuper = textOf(childOf(callee, 'expression'), 'name') === 'super'
    const start = within ? index.linearization.indexOf(within) + 1 : 1
    return isSuper ? (find(signature(declaration), start) ?? declaration) : declaration
  }

  const resolveModifier = (invocation: AstNode): AstNode | undefined => {
    const name = childOf(invocation, 'modifierName')
    const declaration = index.declarations.get(referenceOf(name))
    if (declaration?.nodeType !== 'ModifierDefinition') return declaration
    const isQualified = textOf(name, 'name').includes('.')
    return isQualified ? declaration : mostDerived(declaration)
  }

  const callers = new Map<number, boolean>()
  const looksAtCaller = (declaration: AstNode): boolean => {
    const known = callers.get(declaration.id)
    if (known !== undefined) return known
    // While it is being looked through, a call to itself adds nothing.
    callers.set(declaration.id, false)
    const owner = index.owners.get(declaration.id)
    const found = walkNodes(declaration).some((node) => {
      if (isCaller(node)) return true
      const called = node.nodeType === 'FunctionCall' ? resolveCall(node, owner) : undefined
      return called !== undefined && looksAtCaller(called)
    })
    callers.set(declaration.id, found)
    return found
  }

  const isArithmetic = (declaration: AstNode): boolean => {
    const owner = index.owners.get(declaration.id)
    const isLibrary = owner === undefined || textOf(owner, 'contractKind') === 'library'
    const isPure = textOf(declaration, 'stateMutability') === 'pure'
    const isPointer = (one: AstNode) => textOf(one, 'storageLocation') === 'storage'
    return isLibrary && isPure && !returnsOf(declaration).some(isPointer)
  }

  const bodies = new Map<number, InlineBody | undefined>()
  const inlineBodyOf = (declaration: AstNode): InlineBody | undefined => {
    if (!bodies.has(declaration.id)) {
      const isNumber = isArithmetic(declaration)
      bodies.set(declaration.id, isNumber ? undefined : readInlineBody(declaration))
    }
    return bodies.get(declaration.id)
  }

  const functions = index.linearization.flatMap(functionsOf).filter((declaration) => {
    if (declaration.implemented === false) return false
    return textOf(declaration, 'kind') === 'constructor'
      ? depthOf(declaration) === 0
      : mostDerived(declaration) === declaration
  })
  return {
    index,
    functions,
    signatureOf: signature,
    resolveCall,
    resolveModifier,
    inlineBodyOf,
    isArithmetic,
    looksAtCaller,
  }
}

/** What is called, without the value and the gas that are sent along. */
export function calleeOf(call: AstNode): AstNode | undefined {
  const callee = childOf(call, 'expression')
  return callee?.nodeType === 'FunctionCallOptions' ? calleeOf(callee) : callee
}

/** Whether an expression is who calls: `msg.sender`, `tx.origin`, and `caller()` in assembly. */
export function isCaller(node: AstNode): boolean {
  const name = textOf(node, 'memberName')
  if (name === 'sender' || name === 'origin') {
    return ['msg', 'tx'].includes(textOf(childOf(node, 'expression'), 'name'))
  }
  const called = node.nodeType === 'YulFunctionCall' ? childOf(node, 'functionName') : undefined
  return ['caller', 'origin'].includes(textOf(called, 'name'))
}

function functionsOf(contract: AstNode): AstNode[] {
  return membersOf(contract).filter(({ nodeType }) => nodeType === 'FunctionDefinition')
}

/** What others can override or call by name: functions by signature, modifiers by name. */
function tableOf(
  contract: AstNode,
  signature: (declaration: AstNode) => string,
): ReadonlyMap<string, AstNode> {
  const named = membersOf(contract).filter(
    (member) =>
      member.nodeType === 'ModifierDefinition' ||
      (member.nodeType === 'FunctionDefinition' && member.implemented !== false),
  )
  return new Map(
    named
      .filter((member) => textOf(member, 'visibility') !== 'private')
      .map((member) => [signature(member), member]),
  )
}

function readInlineBody(declaration: AstNode): InlineBody | undefined {
  if (childrenOf(declaration, 'modifiers').length > 0) return undefined
  const statements = childrenOf(childOf(declaration, 'body'), 'statements')
  const last = statements.at(-1)
  const result = last?.nodeType === 'Return' ? childOf(last, 'expression') : undefined
  const locals = statements.slice(0, -1)
  const areNames = locals.every(
    (one) =>
      one.nodeType === 'VariableDeclarationStatement' &&
      placesOf(one, 'declarations').length === 1 &&
      childOf(one, 'initialValue') !== undefined,
  )
  return result && areNames && parametersOf(declaration).length <= 8
    ? { locals, result }
    : undefined
}
