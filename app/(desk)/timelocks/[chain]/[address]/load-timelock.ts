import { cache } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { labelsOfChain } from '@/app/(desk)/labels-of-chain'
import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { loadOwnerLabels } from '@/app/(desk)/load-owner-labels'
import { NothingFoundError } from '@/app/(desk)/nothing-found'
import { type AddressLabels, withOwnerLabels } from '@/components/address/address-labels'
import { readFollowedTimelock } from '@/lib/actions/timelock-pages/read-followed-timelock'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolDesk } from '@/lib/core/patch/desk'

export type TimelockParams = { readonly chain: string; readonly address: string }

export type LoadedTimelock = Pick<LoadedDesk, 'config' | 'viewer'> & {
  readonly timelock: ChainAddress
  readonly chainName: string
  /** Names of what is configured on its chain, and of the owners of the Safe of its protocol. */
  readonly labels: AddressLabels
  /** The protocol that is configured with it. */
  readonly desk: ProtocolDesk | undefined
  readonly protocol: LoadedDesk['config']['protocols'][number] | undefined
  /** Undefined where it is not followed. */
  readonly followed: Awaited<ReturnType<typeof readFollowedTimelock>>
}

/**
 * The timelock that an address of a page names.
 *
 * @throws NothingFoundError where that is no address, or no chain that is served.
 */
export async function loadTimelock({ chain, address }: TimelockParams): Promise<LoadedTimelock> {
  return await load(chain, address)
}

const load = cache(async (chain: string, text: string): Promise<LoadedTimelock> => {
  const address = addressIn(text)
  const { desks, config, viewer } = await loadDesk()
  const served = config.chains.find(({ id }) => String(id) === chain)
  if (!address || !served) {
    throw new NothingFoundError('This names no timelock', {
      sought: `${text} on chain ${chain}`,
      hint: `A timelock is named by a chain that is served here (${config.chains.map(({ id }) => id).join(', ')}) and its address: 0x and 40 hexadecimal characters.`,
    })
  }
  const timelock = { chainId: served.id, address }
  const protocol = config.protocols.find(
    (each) => each.chainId === served.id && isAddressEqual(each.timelock, address),
  )
  const configured = labelsOfChain({ desks, config }, served.id)
  const safe = protocol && { chainId: served.id, address: protocol.safe }
  const named = safe ? await loadOwnerLabels({ desks, config }, safe) : []
  return {
    timelock,
    chainName: served.name,
    labels: withOwnerLabels(configured, named),
    config,
    viewer,
    protocol,
    desk: desks.find(({ name }) => name === protocol?.name),
    followed: await readFollowedTimelock(await getServerContext(), timelock),
  }
})

function addressIn(text: string): Address | undefined {
  try {
    return parseAddress(text)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
