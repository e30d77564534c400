import type { Hash } from 'viem'
import { listAcknowledgements } from '@/lib/adapters/store/list-acknowledgements'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredAcknowledgement } from '@/lib/core/signing/acknowledgement'

/** What was acknowledged of a patch, in the order in which it came in, for whoever reads it to recover and to judge. */
export function readAcknowledgements(
  { store }: { store: Store },
  { patch }: { patch: Hash },
): Promise<StoredAcknowledgement[]> {
  return listAcknowledgements(store, { patch })
}
