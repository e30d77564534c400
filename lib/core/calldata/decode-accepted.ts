import type { Abi, AbiFunction, DecodeFunctionDataReturnType, Hex } from 'viem'
import { decodeArguments } from '@/lib/core/calldata/decode-arguments'
import { findFunction } from '@/lib/core/calldata/find-function'

/** Characters of a word. */
const wordSize = 64

/**
 * Decodes calldata as the contract that took it did, which need not be as an encoder writes it: bytes that follow are
 * ignored, and a list without elements is one wherever its offset points to. Only for calls that were made, whose effect the
 * contract confirms; what is to be signed is for `decodeCanonical`.
 *
 * @returns undefined where no function of the ABI has the selector, and for displaced lists with elements. Never throws on
 * hostile bytes.
 */
export function decodeAccepted<const TAbi extends Abi>({
  abi,
  data,
}: {
  abi: TAbi
  data: Hex
}): DecodeFunctionDataReturnType<TAbi> | undefined {
  const item = findFunction(abi, data)
  if (item === undefined) return undefined
  for (const written of [data, withEmptyListsInPlace(item, data)]) {
    const decoded = written && decodeArguments(item, written)
    if (!decoded || 'problem' in decoded) continue
    // Selector and values come from this very ABI, which is what the generic type says.
    return { functionName: item.name, args: decoded.values } as DecodeFunctionDataReturnType<TAbi>
  }
  return undefined
}

/** The same calldata as an encoder writes it; undefined where a list has elements, or an argument is of another shape. */
function withEmptyListsInPlace({ inputs }: AbiFunction, data: Hex): Hex | undefined {
  const body = data.slice(10)
  const head: string[] = []
  let lists = 0
  for (const [index, { type }] of inputs.entries()) {
    const word = body.slice(index * wordSize, (index + 1) * wordSize)
    if (word.length < wordSize) return undefined
    if (type.endsWith('[]')) {
      if (!isEmptyAt(body, word)) return undefined
      head.push((32 * (inputs.length + lists)).toString(16).padStart(wordSize, '0'))
      lists += 1
    } else if (type === 'bytes32' || type === 'uint256') {
      head.push(word)
    } else return undefined
  }
  return `${data.slice(0, 10)}${head.join('')}${'0'.repeat(lists * wordSize)}` as Hex
}

/** Whether the number of elements at an offset is there, and none. */
function isEmptyAt(body: string, offset: string): boolean {
  const at = BigInt(`0x${offset}`) * 2n
  if (at > body.length) return false
  const length = body.slice(Number(at), Number(at) + wordSize)
  return length.length === wordSize && /^0+$/.test(length)
}
