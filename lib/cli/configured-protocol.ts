import { isAddressEqual } from 'viem'
import { parseConfig } from '@/lib/config/config'
import { BaseError } from '@/lib/core/error/base-error'
import type { ReviewedProtocol, ReviewInput } from '@/lib/core/report/review-input'

/** No protocol of the configuration is the one that is asked about. */
export class NoSuchProtocolError extends BaseError {
  override readonly name = 'NoSuchProtocolError'
}

/**
 * The protocol of a configuration to which something belongs: the one of its chain and timelock, where it has none of its
 * Safe. What it declares and names takes the place of what the calls alone say.
 *
 * @param file - Text of a configuration, as `SUTURE_CONFIG` names one.
 * @throws ConfigError, NoSuchProtocolError
 */
export function configuredProtocol(
  file: string,
  { chainId, protocol }: Pick<ReviewInput, 'chainId' | 'protocol'>,
): ReviewedProtocol {
  const { safe, timelock } = protocol
  const found = parseConfig(file, {}).protocols.find(
    (one) =>
      one.chainId === chainId &&
      (timelock
        ? isAddressEqual(one.timelock, timelock)
        : safe !== undefined && isAddressEqual(one.safe, safe)),
  )
  if (!found) {
    throw new NoSuchProtocolError('The configuration has no such protocol.', {
      facts: [
        ['Chain', String(chainId)],
        ['Timelock', timelock ?? 'none'],
        ['Safe', safe ?? 'none'],
      ],
      hint: 'Name it among its protocols, or leave out --config.',
    })
  }
  const { name, guardian, proxies, audits, expects, deploymentBlock } = found
  return {
    name,
    safe: safe ?? found.safe,
    timelock: timelock ?? found.timelock,
    guardian,
    proxies,
    audits,
    expects,
    deploymentBlock,
  }
}
