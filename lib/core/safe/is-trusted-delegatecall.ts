import { type Address, type Hash, isAddressEqual } from 'viem'
import { trustedMultiSends } from './trusted-multi-sends'

/**
 * Whether a delegatecall of the Safe runs code that is known to keep the Safe as it is: a published MultiSendCallOnly,
 * by address and by code hash. Any other code can replace the Safe itself, as at Bybit.
 *
 * @param parameters.to The target of the delegatecall.
 * @param parameters.codeHash keccak256 of the code there; undefined where it could not be read, which is no trust.
 */
export function isTrustedDelegatecall(parameters: {
  readonly to: Address
  readonly codeHash: Hash | undefined
}): boolean {
  const { to, codeHash } = parameters
  return trustedMultiSends.some(
    (known) =>
      known.name === 'MultiSendCallOnly' &&
      known.codeHash === codeHash?.toLowerCase() &&
      isAddressEqual(known.address, to),
  )
}
