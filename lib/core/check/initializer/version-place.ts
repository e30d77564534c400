import type { Hash, Hex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { initializedSlot } from '@/lib/core/source/initialized-slot'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { typeOf, typeSize } from '@/lib/core/storage-layout/type-size'
import type { VersionPlace } from './initialized-version'

/**
 * Finds where code counts its initialisations.
 *
 * @param layout - undefined where it is not known: then only OpenZeppelin 5 is recognised, by its slot in the code.
 * @returns a known undefined where it counts nothing.
 */
export function versionPlace(
  code: Hex,
  layout: StorageLayout | undefined,
): Known<VersionPlace | undefined> {
  // Code of OpenZeppelin 5 does not look at a variable of that name, which may be left from 4 to keep the others in place.
  if (code.toLowerCase().includes(initializedSlot.toString(16))) {
    return { known: true, value: { slot: initializedSlot, offset: 0, bytes: 8 } }
  }
  const own = layout && versionVariable(layout)
  if (own) return { known: true, value: own }
  if (layout) return { known: true, value: undefined }
  return { known: false, reason: 'where the code counts its initialisations is not known' }
}

/** The variable in which Initializable of OpenZeppelin 4, and those who follow it, count. */
export function versionVariable(layout: StorageLayout): VersionPlace | undefined {
  const own = layout.variables.find(
    ({ label }) => label === '_initialized' || label === 'initialized',
  )
  if (!own) return undefined
  const bytes = Number(typeSize(typeOf(layout, own.type)))
  return { slot: own.slot, offset: own.offset, bytes }
}

/** Reads the count from the word of its slot. */
export function readVersion(word: Hash, { offset, bytes }: VersionPlace): bigint {
  return BigInt.asUintN(bytes * 8, BigInt(word) >> BigInt(offset * 8))
}
