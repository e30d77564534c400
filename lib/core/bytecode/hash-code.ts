import { type Hash, type Hex, keccak256 } from 'viem'

/** Codes of which the hash is remembered. */
const mostKnown = 64

const known = new Map<Hex, Hash>()

/** The keccak256 of a code. Many ask for that of the same one, and hashing 24 kB takes milliseconds. */
export function hashCode(code: Hex): Hash {
  const found = known.get(code)
  if (found) return found
  const hash = keccak256(code)
  const [oldest] = known.keys()
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
  known.set(code, hash)
  return hash
}
