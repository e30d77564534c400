import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'

/** The chain answered, and what stands at the address is no timelock. */
export class NotATimelockError extends BaseError {
  override readonly name = 'NotATimelockError'
  constructor({ timelock, cause }: { timelock: ChainAddress; cause: unknown }) {
    super('What stands at this address does not answer as a TimelockController.', {
      facts: [
        ['Address', timelock.address],
        ['Chain', String(timelock.chainId)],
      ],
      hint: 'Compare the address in the configuration with the one that owns the proxies, on this chain.',
      cause,
    })
  }
}
