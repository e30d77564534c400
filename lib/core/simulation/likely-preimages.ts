import { type Address, concat, type Hash, type Hex, keccak256, numberToHex, pad } from 'viem'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { typeOf } from '@/lib/core/storage-layout/type-size'

/** What was hashed on the way to some slots, without tracing it: keys that a caller is known to have given. */
export type LikelyPreimages = (slots: readonly Hash[]) => readonly Hex[]

/** Words of an element within which a mapping is looked for. */
const innerWords = 2n
/** Words behind a hash that belong to its element. */
const elementWords = 8n

/**
 * Hashes every key with every mapping of a layout, and once more with what is found there. That is a few thousand hashes,
 * where a trace of what was hashed takes a fifth of a second for every call.
 */
export function likelyPreimages(
  { variables, types }: StorageLayout,
  keys: readonly (Address | bigint)[],
): LikelyPreimages {
  const words = keys.map((key) =>
    typeof key === 'bigint' ? numberToHex(key, { size: 32 }) : pad(key, { size: 32 }),
  )
  const layout = { variables, types }
  const mappings = variables.flatMap(({ slot, type }): bigint[] => {
    const found = typeOf(layout, type)
    if (found.kind === 'mapping') return [slot]
    if (found.kind !== 'struct') return []
    return found.members.flatMap((member) =>
      typeOf(layout, member.type).kind === 'mapping' ? [slot + member.slot] : [],
    )
  })
  const found = new Map<bigint, readonly Hex[]>()
  for (const mapping of mappings) {
    for (const outer of words) {
      const first = concat([outer, numberToHex(mapping, { size: 32 })])
      const hash = BigInt(keccak256(first))
      found.set(hash, [first])
      for (let word = 0n; word < innerWords; word++) {
        for (const inner of words) {
          const second = concat([inner, numberToHex(hash + word, { size: 32 })])
          found.set(BigInt(keccak256(second)), [first, second])
        }
      }
    }
  }
  return (slots) => slots.flatMap((slot) => near(found, BigInt(slot)))
}

function near(found: ReadonlyMap<bigint, readonly Hex[]>, slot: bigint): readonly Hex[] {
  for (let word = 0n; word < elementWords; word++) {
    const preimages = found.get(slot - word)
    if (preimages) return preimages
  }
  return []
}
