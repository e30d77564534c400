import type { Address } from 'viem'

/** How settings call the delay after which a member of a role may act. */
export function executionDelayName(account: Address, role: string): string {
  return `execution delay of ${account} as ${role}`
}
