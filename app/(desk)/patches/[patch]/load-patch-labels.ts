import type { LoadedDesks } from '@/app/(desk)/load-desks'
import { loadOwnerLabels } from '@/app/(desk)/load-owner-labels'
import { type AddressLabels, withOwnerLabels } from '@/components/address/address-labels'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'

/** The Safe whose owners speak of a patch: that of its transaction, else that of its protocol. */
export function safeOfPatch(
  { desk, record }: FoundRecord,
  { protocols }: LoadedDesks['config'],
): ChainAddress | undefined {
  const lead = leadTransaction(record)?.transaction.safe
  const protocol = protocols.find(({ name }) => name === desk.name)
  return lead ?? (protocol && { chainId: protocol.chainId, address: protocol.safe })
}

/** Names of the configuration, and of the owners of the Safe that a patch goes through. */
export async function loadPatchLabels(
  loaded: LoadedDesks & { readonly found: FoundRecord },
): Promise<AddressLabels> {
  const { found, config } = loaded
  const safe = safeOfPatch(found, config)
  const { labels } = found.desk
  return safe ? withOwnerLabels(labels, await loadOwnerLabels(loaded, safe)) : labels
}
