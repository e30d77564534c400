import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'

/** The chain answered, and what stands at the address is no Safe. */
export class NotASafeError extends BaseError {
  override readonly name = 'NotASafeError'
  constructor({ safe, reason, cause }: { safe: ChainAddress; reason: string; cause?: unknown }) {
    super('There is no Safe at this address.', {
      facts: [
        ['Address', safe.address],
        ['Chain', String(safe.chainId)],
        ['Reason', reason],
      ],
      hint: 'Compare the address with the one in your Safe, and check that it is on this chain.',
      cause,
    })
  }
}
