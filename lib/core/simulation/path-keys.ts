import { type Address, getAddress, type Hex, isAddress, isHex } from 'viem'
import type { StateDiff } from './state-diff'

/** What stands in the brackets of a decoded place, in order: `_allowances[0x…][0x…]` gives both. */
export function keysOfPath(path: string): string[] {
  return [...path.matchAll(/\[([^[\]]*)\]/g)].map(([, key = '']) => key)
}

/** Keys of mappings under which something was written. */
export type WrittenKeys = {
  readonly addresses: readonly Address[]
  readonly words: readonly Hex[]
  readonly numbers: readonly bigint[]
  /** Keys of mappings of mappings, owner before spender. */
  readonly pairs: readonly (readonly [Address, Address])[]
}

/** The keys that a simulation wrote under, each once, in the order of the state diff. */
export function writtenKeys({ contracts }: StateDiff): WrittenKeys {
  const paths = contracts.flatMap(({ storage }) =>
    storage.flatMap(({ variables }) => variables.map(({ path }) => keysOfPath(path))),
  )
  const keys = [...new Set(paths.flat())]
  const pairs = paths.flatMap(([owner = '', spender = '']) =>
    isAddress(owner) && isAddress(spender)
      ? [[getAddress(owner), getAddress(spender)] as const]
      : [],
  )
  return {
    addresses: keys.filter((key) => isAddress(key)).map((key) => getAddress(key)),
    words: keys.filter((key): key is Hex => isHex(key, { strict: true }) && key.length === 66),
    numbers: keys.filter((key) => /^\d{1,78}$/.test(key)).map(BigInt),
    pairs,
  }
}
