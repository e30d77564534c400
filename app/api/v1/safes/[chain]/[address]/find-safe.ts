import { labelsOfChain } from '@/app/(desk)/labels-of-chain'
import { loadDesks } from '@/app/(desk)/load-desks'
import { type ConfiguredSafe, configuredSafes } from '@/app/(desk)/safes/configured-safes'
import { readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { unreadError } from '@/lib/actions/unread-error'
import { BaseError } from '@/lib/core/error/base-error'

/** Nobody here looks after that Safe. */
export class NoSuchSafeError extends BaseError {
  override readonly name = 'NoSuchSafeError'
}

/**
 * A Safe of the configuration, or one that owns such a Safe, with the names that the configuration gives on its chain.
 *
 * @throws NoSuchSafeError, BaseError, InvalidAddressError
 */
export async function findSafe(place: {
  readonly chain: string
  readonly address: string
}): Promise<ConfiguredSafe & { readonly configured: Readonly<Record<string, string>> }> {
  const { chainId, address } = readPlace(place)
  const { desks, config } = await loadDesks()
  const found = configuredSafes(desks, config).find(
    ({ at }) => at.chainId === chainId && at.address === address,
  )
  if (found) return { ...found, configured: labelsOfChain({ desks, config }, chainId) }
  const unread = unreadError(desks.filter((desk) => desk.chainId === chainId))
  if (unread) throw unread
  throw new NoSuchSafeError('No such Safe is configured here.', {
    facts: [
      ['Chain', String(chainId)],
      ['Address', address],
    ],
    hint: 'An instance has the Safes of its configuration, and those that stand among their owners.',
  })
}
