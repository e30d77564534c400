import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

export type TimelockContext = { params: Promise<{ chain: string; address: string }> }

/**
 * The timelock that the address of a request names. Its own address may have its chain before it, as wallets copy it.
 *
 * @throws BaseError, InvalidAddressError, UnknownPrefixError, OtherChainAddressError
 */
export function readPlace({ chain, address }: { chain: string; address: string }): ChainAddress {
  if (!/^[1-9]\d{0,14}$/.test(chain)) {
    throw new BaseError('That is no chain id.', {
      facts: [['Given', visibleText(chain, { maxLength: 60 })]],
      hint: 'Give it in decimal digits: 1 for Ethereum.',
    })
  }
  const chainId = Number(chain)
  return { chainId, address: parseAddressOn(chainId, address) }
}

/**
 * What is said of a timelock that is not followed: nothing is known of it, which is not that it has nothing. What would help is
 * told where it would.
 */
export function notFollowed(
  { chains, timelocks }: Pick<Config, 'chains' | 'timelocks'>,
  { chainId, address }: ChainAddress,
): BaseError {
  const isServed = chains.some(({ id }) => id === chainId)
  const served = ['Served', chains.map(({ id }) => id).join(', ')] as const
  return new BaseError('This timelock is not followed here.', {
    facts: [['Chain', String(chainId)], ...(isServed ? [] : [served]), ['Address', address]],
    hint: isServed
      ? followHint(timelocks, { chainId, address })
      : 'This instance does not serve that chain. Ask one that does, or index the timelock by suture queue and a node of the chain.',
  })
}

function followHint({ maximum }: Config['timelocks'], { chainId, address }: ChainAddress): string {
  if (maximum === 0) {
    return 'This instance follows only the timelocks that it is configured with. Ask another one, or index it by suture queue and a node.'
  }
  return `POST /api/v1/timelocks/${chainId}/${address} follows it; then its operations are read from the chain.`
}
