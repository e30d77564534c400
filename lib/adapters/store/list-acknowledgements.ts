import { asc, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { StoredAcknowledgement } from '@/lib/core/signing/acknowledgement'
import { acknowledgements } from './schema'
import type { Store } from './store'

/** More than all owners of a Safe could answer of one review. */
const most = 1_000

/** What was acknowledged of a patch, in the order in which it came in. Whether a signature is good is not asked here. */
export async function listAcknowledgements(
  { database }: Pick<Store, 'database'>,
  { patch }: { patch: Hash },
): Promise<StoredAcknowledgement[]> {
  const rows = await database
    .select()
    .from(acknowledgements)
    .where(eq(acknowledgements.patch, patch))
    .orderBy(asc(acknowledgements.submittedAt), asc(acknowledgements.finding))
    .limit(most)
  return rows.map(({ chainId, safe, submittedAt, ...row }) => ({
    ...row,
    safe: { chainId, address: safe },
    submittedAt: BigInt(Math.floor(submittedAt.getTime() / 1_000)),
  }))
}
