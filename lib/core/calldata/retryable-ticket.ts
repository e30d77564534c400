import type { Address } from 'viem'
import type { Call } from '@/lib/core/chain/call'

/**
 * The target that makes Arbitrum's layer 1 timelock create a retryable ticket instead of a call. The data of such a
 * call is ABI-encoded without a selector, and begins with the address of an inbox.
 *
 * @see https://github.com/ArbitrumFoundation/governance/blob/main/src/L1ArbitrumTimelock.sol
 */
export const retryableTicketMagic: Address = '0xa723C008e76E379c55599D2E4d93879BeaFDa79C'

/** Whether the data of a call is a retryable ticket rather than a function call. */
export function isRetryableTicket({ target }: Call): boolean {
  return target.toLowerCase() === retryableTicketMagic.toLowerCase()
}
