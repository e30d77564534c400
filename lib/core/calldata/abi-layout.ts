import type { AbiParameter, Hex } from 'viem'

/**
 * How many bytes the standard encoding of `parameters` at the start of `data` takes, or why `data` does not start
 * with one. Linear in the size of `data`.
 *
 * Solidity's decoder follows whatever offsets it finds, so that a few kilobytes can point at one another and decode
 * into gigabytes, or show one reader one thing and another reader another. Encoders write exactly one layout: all
 * heads, then each tail where the one before it ends. Nothing else is followed here.
 *
 * Only the layout is checked, not the padding of single words.
 *
 * @param data The arguments alone, without a selector.
 * @see https://docs.soliditylang.org/en/latest/abi-spec.html#formal-specification-of-the-encoding
 */
export function measureAbiLayout(parameters: readonly AbiParameter[], data: Hex): AbiLayout {
  try {
    return { canonical: true, length: walkTuple(parameters, 0, data) }
  } catch (error) {
    // A type nested deep enough to exhaust the stack comes from a hostile ABI.
    return {
      canonical: false,
      problem: error instanceof LayoutProblem ? error.message : 'a type nested too deeply',
    }
  }
}

export type AbiLayout =
  | { readonly canonical: true; readonly length: number }
  | { readonly canonical: false; readonly problem: string }

/** Never leaves this file. */
class LayoutProblem extends Error {}

/** Returns where the tuple that starts at `base` ends. */
function walkTuple(parameters: readonly AbiParameter[], base: number, data: Hex): number {
  const headSizes = parameters.map(headSize)
  let head = base
  let tail = base + headSizes.reduce((sum, size) => sum + size, 0)
  assertWithin(tail, data)
  for (const [index, parameter] of parameters.entries()) {
    if (isDynamic(parameter)) tail = walkTail(parameter, base, head, tail, data)
    head += headSizes[index] ?? 0
  }
  return tail
}

/** Follows the offset in the head at `head`, which has to lead to `tail`, where the tail before it ended. */
function walkTail(
  parameter: AbiParameter,
  base: number,
  head: number,
  tail: number,
  data: Hex,
): number {
  if (base + readNumber(head, data) !== tail) {
    throw new LayoutProblem(`an offset at byte ${head} that no encoder writes`)
  }
  return walkDynamic(parameter, tail, data)
}

function walkDynamic(parameter: AbiParameter, base: number, data: Hex): number {
  const array = parseArray(parameter)
  if (array) {
    if (array.length !== undefined) return walkElements(array.element, array.length, base, data)
    return walkElements(array.element, readNumber(base, data), base + 32, data)
  }
  if (parameter.type === 'tuple') return walkTuple(components(parameter), base, data)
  const end = base + 32 + Math.ceil(readNumber(base, data) / 32) * 32
  assertWithin(end, data)
  return end
}

function walkElements(element: AbiParameter, length: number, base: number, data: Hex): number {
  const size = headSize(element)
  if (size === 0 && length > 0) throw new LayoutProblem('an array of elements without size')
  let tail = base + length * size
  assertWithin(tail, data)
  if (!isDynamic(element)) return tail
  for (let index = 0; index < length; index++) {
    tail = walkTail(element, base, base + index * size, tail, data)
  }
  return tail
}

function isDynamic(parameter: AbiParameter): boolean {
  const array = parseArray(parameter)
  if (array) return array.length === undefined || isDynamic(array.element)
  if (parameter.type === 'tuple') return components(parameter).some(isDynamic)
  return parameter.type === 'bytes' || parameter.type === 'string'
}

/** Bytes in the head: an offset where the type is dynamic, else the value itself. */
function headSize(parameter: AbiParameter): number {
  if (isDynamic(parameter)) return 32
  const array = parseArray(parameter)
  if (array) return (array.length ?? 0) * headSize(array.element)
  if (parameter.type !== 'tuple') return 32
  return components(parameter).reduce((sum, component) => sum + headSize(component), 0)
}

/** `length` is undefined for `T[]`. */
function parseArray(parameter: AbiParameter) {
  const match = /^(.*)\[(\d*)\]$/.exec(parameter.type)
  if (!match) return undefined
  const element: AbiParameter = { ...parameter, type: match[1] ?? '' }
  return { element, length: match[2] ? Number(match[2]) : undefined }
}

function components(parameter: AbiParameter): readonly AbiParameter[] {
  return 'components' in parameter ? (parameter.components ?? []) : []
}

function readNumber(position: number, data: Hex): number {
  assertWithin(position + 32, data)
  const word = data.slice(2 + position * 2, 2 + (position + 32) * 2)
  if (!/^0{52}/.test(word))
    throw new LayoutProblem(`a length or offset at byte ${position} too large`)
  return Number.parseInt(word.slice(52), 16)
}

function assertWithin(end: number, data: Hex): void {
  const size = (data.length - 2) / 2
  if (end > size) throw new LayoutProblem(`ends after ${size} bytes, ${end} are needed`)
}
