import { configuredDescriptors } from '@/lib/config/configured-descriptors'
import { getServerContext } from '@/lib/config/server-context'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { describedUpgrades } from '@/lib/core/signing/clear-signing/described-upgrades'
import { staleDescriptors } from '@/lib/core/signing/clear-signing/stale-descriptors'
import { loadReview } from './load-review'

/** The descriptors of the protocol, and what the patch makes of them by the ABIs of its last review. */
export async function loadDescriptors(found: FoundRecord) {
  const { desk } = found
  const { config } = await getServerContext()
  const protocol = config.protocols.find(
    ({ name, chainId }) => name === desk.name && chainId === desk.chainId,
  )
  const descriptors = protocol ? configuredDescriptors(protocol) : []
  if (descriptors.length === 0) return { descriptors, standings: [] }
  const report = (await loadReview(found, 0))?.last?.report
  const upgrades = report ? describedUpgrades(report) : []
  return { descriptors, standings: staleDescriptors({ descriptors, upgrades }) }
}
