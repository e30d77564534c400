import { cache } from 'react'
import { isAddressEqual } from 'viem'
import { labelsOfChain } from '@/app/(desk)/labels-of-chain'
import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { loadOwnerLabels } from '@/app/(desk)/load-owner-labels'
import { placeInPath } from '@/app/(desk)/place-in-path'
import { type AddressLabels, withOwnerLabels } from '@/components/address/address-labels'
import { timelockPath } from '@/components/frame/paths'
import { readFollowedTimelock } from '@/lib/actions/timelock-pages/read-followed-timelock'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
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
  const { desks, config, viewer } = await loadDesk()
  const { place: timelock, chainName } = placeInPath({
    chain,
    address: text,
    chains: config.chains,
    noun: 'timelock',
    pathOf: timelockPath,
  })
  const { chainId, address } = timelock
  const protocol = config.protocols.find(
    (each) => each.chainId === chainId && isAddressEqual(each.timelock, address),
  )
  const configured = labelsOfChain({ desks, config }, chainId)
  const safe = protocol && { chainId, address: protocol.safe }
  const named = safe ? await loadOwnerLabels({ desks, config }, safe) : []
  return {
    timelock,
    chainName,
    labels: withOwnerLabels(configured, named),
    config,
    viewer,
    protocol,
    desk: desks.find(({ name }) => name === protocol?.name),
    followed: await readFollowedTimelock(await getServerContext(), timelock),
  }
})
