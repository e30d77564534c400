import { bytesToHex, type Hex, hexToBytes } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CreationCode } from './compiled-code'
import { readMetadata } from './read-metadata'

/**
 * What a constructor was given: what stands behind the creation code in the transaction that made the contract. Nothing is
 * claimed where the rest is not our own compilation, apart from metadata and open libraries.
 *
 * @param parameters.input All that the transaction carried; undefined where another contract made the code.
 */
export function readConstructorArguments({
  input,
  compiled,
}: {
  readonly input: Hex | undefined
  readonly compiled: CreationCode
}): Known<Hex> {
  if (input === undefined) {
    return { known: false, reason: 'another contract made it, or its transaction was not found' }
  }
  const [sent, made] = [hexToBytes(input), hexToBytes(compiled.bytes)]
  const open = [...compiled.links.flatMap(({ ranges }) => ranges), ...readMetadata(made)].map(
    ({ start, length }) => [start, start + length] as const,
  )
  const isOpen = (at: number) => open.some(([start, end]) => at >= start && at < end)
  const isSame =
    sent.length >= made.length && made.every((byte, at) => sent[at] === byte || isOpen(at))
  if (!isSame) return { known: false, reason: 'it was made by other creation code' }
  return { known: true, value: bytesToHex(sent.subarray(made.length)) }
}
