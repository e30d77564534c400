import { type Hex, hexToBigInt, isHex, keccak256, pad, stringToHex } from 'viem'
import { childOf, childrenOf, placesOf, referenceOf, textOf, typeStringOf } from './ast-access'
import type { AstIndex } from './ast-index'
import type { AstNode } from './compiled-contract'
import { readNumber } from './read-number'

/** How many constants may stand for each other. Beyond, the value is not worth the walk. */
const maxDepth = 32

/**
 * The value of an expression that is known when it is compiled: numbers with their operators, other constants,
 * conversions and `keccak256("…")`. Bytes are read as the number that they spell. Undefined for all else.
 */
export function evaluateConstant(node: AstNode, index: AstIndex, depth = 0): bigint | undefined {
  if (depth > maxDepth) return undefined
  const evaluate = (one: AstNode | undefined) =>
    one ? evaluateConstant(one, index, depth + 1) : undefined
  switch (node.nodeType) {
    case 'Literal':
      return literalValue(node)
    case 'TupleExpression':
      return evaluate(placesOf(node, 'components')[0])
    case 'Identifier':
    case 'MemberAccess':
      return evaluate(constantOf(node, index)) ?? limitOf(node)
    case 'UnaryOperation': {
      const value = evaluate(childOf(node, 'subExpression'))
      if (value === undefined) return undefined
      if (textOf(node, 'operator') === '-') return -value
      return textOf(node, 'operator') === '~' ? within(~value, typeStringOf(node)) : undefined
    }
    case 'BinaryOperation':
      return operate(
        textOf(node, 'operator'),
        evaluate(childOf(node, 'leftExpression')),
        evaluate(childOf(node, 'rightExpression')),
      )
    case 'FunctionCall':
      return evaluateCall(node, evaluate)
    default:
      return undefined
  }
}

function evaluateCall(
  node: AstNode,
  evaluate: (one: AstNode | undefined) => bigint | undefined,
): bigint | undefined {
  const [argument] = childrenOf(node, 'arguments')
  if (textOf(node, 'kind') === 'typeConversion') {
    const value = evaluate(argument)
    return value === undefined ? undefined : within(value, typeStringOf(node))
  }
  const called = childOf(node, 'expression')
  if (textOf(called, 'name') === 'keccak256' && argument) return hashOf(argument, evaluate)
  return undefined
}

/** Of `keccak256("…")`, `keccak256(bytes("…"))` and `keccak256(abi.encode(<number>))`, as in ERC-7201. */
function hashOf(
  argument: AstNode,
  evaluate: (one: AstNode | undefined) => bigint | undefined,
): bigint | undefined {
  if (argument.nodeType === 'Literal') return hexToBigInt(keccak256(bytesOf(argument)))
  const inner = childrenOf(argument, 'arguments')
  const [first] = inner
  if (argument.nodeType !== 'FunctionCall' || inner.length !== 1 || !first) return undefined
  if (textOf(argument, 'kind') === 'typeConversion') return hashOf(first, evaluate)
  const isEncoding = textOf(childOf(argument, 'expression'), 'memberName') === 'encode'
  const value = isEncoding && first.nodeType !== 'Literal' ? evaluate(first) : undefined
  return value === undefined || value < 0n
    ? undefined
    : hexToBigInt(keccak256(pad(`0x${value.toString(16)}`, { size: 32 })))
}

function literalValue(node: AstNode): bigint | undefined {
  if (textOf(node, 'kind') === 'bool') return textOf(node, 'value') === 'true' ? 1n : 0n
  if (textOf(node, 'kind') === 'number') {
    return readNumber(textOf(node, 'value'), textOf(node, 'subdenomination'))
  }
  return undefined
}

function bytesOf(literal: AstNode): Hex {
  const hex = `0x${textOf(literal, 'hexValue')}`
  return isHex(hex) ? hex : stringToHex(textOf(literal, 'value'))
}

function constantOf(node: AstNode, index: AstIndex): AstNode | undefined {
  const declaration = index.declarations.get(referenceOf(node))
  const isConstant = textOf(declaration, 'mutability') === 'constant'
  return isConstant || declaration?.constant === true ? childOf(declaration, 'value') : undefined
}

/** Of `type(uint256).max`. */
function limitOf(node: AstNode): bigint | undefined {
  const bits = /^type\(uint(\d+)\)$/.exec(typeStringOf(childOf(node, 'expression')))?.[1]
  if (!bits) return undefined
  if (textOf(node, 'memberName') === 'max') return 2n ** BigInt(bits) - 1n
  return textOf(node, 'memberName') === 'min' ? 0n : undefined
}

/** Cut to the bits of its type, as a conversion does. */
function within(value: bigint, type: string): bigint {
  const [, kind, size] = /^(uint|int|bytes)(\d+)/.exec(type) ?? []
  if (!kind || !size || kind === 'int') return value
  return BigInt.asUintN(kind === 'bytes' ? Number(size) * 8 : Number(size), value)
}

function operate(
  operator: string,
  left: bigint | undefined,
  right: bigint | undefined,
): bigint | undefined {
  if (left === undefined || right === undefined) return undefined
  const isHuge = right > 512n || right < 0n
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0n ? undefined : left / right
    case '%':
      return right === 0n ? undefined : left % right
    case '**':
      return isHuge ? undefined : left ** right
    case '<<':
      return isHuge ? undefined : left << right
    case '>>':
      return isHuge ? undefined : left >> right
    case '&':
      return left & right
    case '|':
      return left | right
    case '^':
      return left ^ right
    default:
      return undefined
  }
}
