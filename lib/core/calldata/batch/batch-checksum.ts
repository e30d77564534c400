import { type Hash, keccak256, stringToBytes } from 'viem'

/** A file of the Safe's Transaction Builder, as JSON has it. */
export type BatchJson = { readonly meta: Readonly<Record<string, unknown>> } & Readonly<
  Record<string, unknown>
>

/**
 * The checksum of a Transaction Builder file: keccak256 of its members in the order of their names, each object as the list of
 * these names and then each value with a comma behind it. The name of the batch does not count, nor does the checksum.
 *
 * @see https://github.com/safe-global/safe-react-apps (apps/tx-builder/src/lib/checksum.ts)
 */
export function batchChecksum({ meta, ...file }: BatchJson): Hash {
  const { checksum: _, ...rest } = meta
  return hashMembers({ ...file, meta: { ...rest, name: null } })
}

/** Files from before 2022 count the name, too. */
export function olderBatchChecksum({ meta, ...file }: BatchJson): Hash {
  const { checksum: _, ...rest } = meta
  return hashMembers({ ...file, meta: rest })
}

/** keccak256 of a value as the Transaction Builder writes it down to hash it. @internal */
export function hashMembers(value: unknown): Hash {
  return keccak256(stringToBytes(serialize(value)))
}

function serialize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialize).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = value as Record<string, unknown>
  const names = Object.keys(members).sort()
  const values = names.map((name) => `${serialize(members[name])},`).join('')
  return `{${JSON.stringify(names)}${values}}`
}
