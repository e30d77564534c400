import { demoAccount } from '@/demo/chain/demo-accounts'

/** Who plays whom: indexes of Anvil's accounts. */
export const cast = {
  council: [0, 1, 2],
  guardian: [3, 4],
  deployer: 5,
  /** Reports rates and allocates the vault's idle assets. */
  keeper: 6,
  users: [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18],
  /** Gains from the malicious patch. */
  attacker: 19,
} as const

const names: Record<number, string> = {
  0: 'Ada',
  1: 'Grace',
  2: 'Edsger',
  3: 'Barbara',
  4: 'Donald',
  5: 'Deployer',
  6: 'Keeper',
}

/** The name under which an account is introduced to people. */
export function castName(index: number): string {
  return names[index] ?? `User ${index}`
}

/** Address of one of Anvil's accounts. */
export function castAddress(index: number) {
  return demoAccount(index).address
}
