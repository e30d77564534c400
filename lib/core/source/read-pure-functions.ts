import { type Hash, keccak256, stringToHex } from 'viem'
import { childOf, childrenOf, referenceOf, textOf, walkNodes } from './ast-access'
import type { AstNode } from './compiled-contract'
import type { ContractProgram } from './contract-program'
import type { PureFunction } from './pure-function'
import { readFormula } from './read-formula'
import { stripComments } from './strip-comments'

/**
 * Reads the pure functions of a contract, and those of libraries and files that it calls.
 *
 * @param compiler As it names itself: arithmetic is checked from 0.8 on.
 */
export function readPureFunctions(program: ContractProgram, compiler: string): PureFunction[] {
  const isChecked = isCheckedBy(compiler)
  const hashOf = codeHasher(program, isChecked ? 'checked' : 'unchecked')
  const declarations = reachedFunctions(program).filter(isComparable)
  const signatures = nameFunctions(declarations, program)
  return declarations.map((declaration, position) => ({
    signature: signatures[position] ?? '',
    codeHash: hashOf(declaration),
    formula: readFormula(declaration, { program, isChecked, nameOf: hashOf }),
    place: program.index.source.placeOf(declaration),
  }))
}

function isCheckedBy(compiler: string): boolean {
  const [major = 0, minor = 0] = compiler.split('.').map(Number)
  return major > 0 || minor >= 8
}

function isComparable(declaration: AstNode): boolean {
  return textOf(declaration, 'stateMutability') === 'pure'
}

/** The functions of the contract, and all that they call. */
function reachedFunctions({ functions, index, resolveCall }: ContractProgram): AstNode[] {
  const reached = new Set(functions)
  // A set is walked in the order of insertion, and what is added meanwhile is walked too.
  for (const declaration of reached) {
    const owner = index.owners.get(declaration.id)
    for (const node of walkNodes(declaration)) {
      const called = node.nodeType === 'FunctionCall' ? resolveCall(node, owner) : operatorOf(node)
      if (called?.nodeType === 'FunctionDefinition') reached.add(called)
    }
  }
  return [...reached]

  function operatorOf(node: AstNode): AstNode | undefined {
    return typeof node.function === 'number' ? index.declarations.get(node.function) : undefined
  }
}

function nameFunctions(
  declarations: readonly AstNode[],
  { index, signatureOf }: ContractProgram,
): string[] {
  const names = declarations.map((declaration) => {
    const owner = index.owners.get(declaration.id)
    const isOwn = owner === undefined || index.linearization.includes(owner)
    const full = `${textOf(owner, 'name')}.${signatureOf(declaration)}`
    return { short: isOwn ? signatureOf(declaration) : full, full }
  })
  // Private functions of several bases may bear one name.
  return names.map(({ short, full }) =>
    names.filter((other) => other.short === short).length > 1 ? full : short,
  )
}

const named = [
  'FunctionDefinition',
  'VariableDeclaration',
  'StructDefinition',
  'EnumDefinition',
  'UserDefinedValueTypeDefinition',
]

/** Hashes code with the code of all that it refers to, resolved as the contract resolves it. */
function codeHasher(
  { index, resolveCall }: ContractProgram,
  arithmetic: string,
): (declaration: AstNode) => Hash {
  const referred = (declaration: AstNode): AstNode[] => {
    const owner = index.owners.get(declaration.id)
    const nodes = partsOf(declaration).flatMap(walkNodes)
    return nodes.flatMap((node) => {
      const called = node.nodeType === 'FunctionCall' ? resolveCall(node, owner) : undefined
      const ids = [referenceOf(node), Number(node.function ?? -1)]
      const all = [called, ...ids.map((id) => index.declarations.get(id))]
      return all.filter((one) => one !== undefined).filter(isNamed)
    })
  }
  const textIn = (declaration: AstNode) =>
    partsOf(declaration).map((part) => stripComments(index.source.textOf(part)))
  return (declaration) => {
    const reached = new Map([[declaration, 0]])
    // A map is walked in the order of insertion, and what is added meanwhile is walked too.
    const parts = [...walkAll(reached, referred)].map(([one, references]) => [
      ...textIn(one),
      references.map((other) => reached.get(other)).join(),
    ])
    return keccak256(stringToHex(JSON.stringify([arithmetic, parts])))
  }
}

/** Everything that is reached, numbered in the order in which it is, with what each refers to. */
function* walkAll(
  reached: Map<AstNode, number>,
  referred: (declaration: AstNode) => readonly AstNode[],
): Generator<readonly [AstNode, readonly AstNode[]]> {
  for (const [one] of reached) {
    const references = referred(one)
    for (const other of references) if (!reached.has(other)) reached.set(other, reached.size)
    yield [one, references]
  }
}

/** Of variables only constants: parameters stand in the text already. */
function isNamed(declaration: AstNode): boolean {
  const isVariable = declaration.nodeType === 'VariableDeclaration'
  const isConstant =
    declaration.constant === true || textOf(declaration, 'mutability') === 'constant'
  return named.includes(declaration.nodeType) && (!isVariable || isConstant)
}

/** What of a declaration decides what it does: not its visibility, and not its name. */
function partsOf(declaration: AstNode): readonly AstNode[] {
  if (declaration.nodeType !== 'FunctionDefinition') return [declaration]
  const parts = ['parameters', 'returnParameters', 'body'].map((one) => childOf(declaration, one))
  return [...parts.filter((one) => one !== undefined), ...childrenOf(declaration, 'modifiers')]
}
