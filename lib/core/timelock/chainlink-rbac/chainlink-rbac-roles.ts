import { type Hash, keccak256, stringToBytes } from 'viem'

const names = [
  'ADMIN_ROLE',
  'PROPOSER_ROLE',
  'EXECUTOR_ROLE',
  'CANCELLER_ROLE',
  'BYPASSER_ROLE',
] as const

const idOf = (name: (typeof names)[number]): Hash => keccak256(stringToBytes(name))

export const adminRole = idOf('ADMIN_ROLE')
export const bypasserRole = idOf('BYPASSER_ROLE')

const nameOf = new Map<Hash, string>(names.map((name) => [idOf(name), name]))

/** The id behind `nameOfRole`. */
export function idOfRole(name: string): Hash {
  return names.some((one) => one === name) ? keccak256(stringToBytes(name)) : (name as Hash)
}

/** As its getter is called; the id itself of any other role. */
export function nameOfRole(role: Hash): string {
  return nameOf.get(role) ?? role
}
