import { cache } from 'react'
import { labelsOfChain } from '@/app/(desk)/labels-of-chain'
import type { LoadedDesks } from '@/app/(desk)/load-desks'
import { readLabels } from '@/lib/actions/owner-words/save-label'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { knownSafes } from '@/lib/core/patch/attention'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'

const load = cache(
  async (
    desks: LoadedDesks['desks'],
    config: LoadedDesks['config'],
    chainId: number,
    address: ChainAddress['address'],
  ): Promise<OwnerLabel[]> => {
    const state = desks
      .filter((desk) => desk.chainId === chainId)
      .flatMap(knownSafes)
      .find(({ safe }) => safe.address === address)
    return await readLabels(await getServerContext(), {
      safe: { chainId, address },
      configured: labelsOfChain({ desks, config }, chainId),
      owners: state?.owners,
    })
  },
)

/** What owners of a Safe call addresses: read once for a page, with all of them. */
export function loadOwnerLabels(
  { desks, config }: LoadedDesks,
  { chainId, address }: ChainAddress,
): Promise<OwnerLabel[]> {
  return load(desks, config, chainId, address)
}
