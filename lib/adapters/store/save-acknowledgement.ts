import { and, eq } from 'drizzle-orm'
import type { Acknowledgement } from '@/lib/core/signing/acknowledgement'
import { acknowledgements } from './schema'
import type { Store } from './store'

export type SaveAcknowledgementParameters = {
  readonly acknowledgement: Acknowledgement
  readonly storedAt: Date
}

export type SaveAcknowledgementReturnType = {
  readonly isNew: boolean
  /** What stands there now: the first words of this signer to this finding. */
  readonly reason: string
}

/** Keeps an acknowledgement. One that this signer has given to the same finding before stays as it is. */
export async function saveAcknowledgement(
  { database }: Pick<Store, 'database'>,
  { acknowledgement, storedAt }: SaveAcknowledgementParameters,
): Promise<SaveAcknowledgementReturnType> {
  const { safe, ...content } = acknowledgement
  const { chainId, address } = safe
  const row = { ...content, chainId, safe: address, submittedAt: storedAt }
  return await database.transaction(async (transaction) => {
    const inserted = await transaction
      .insert(acknowledgements)
      .values(row)
      .onConflictDoNothing()
      .returning({ reason: acknowledgements.reason })
    if (inserted.length > 0) return { isNew: true, reason: row.reason }
    const [stored = row] = await transaction
      .select({ reason: acknowledgements.reason })
      .from(acknowledgements)
      .where(
        and(
          eq(acknowledgements.patch, row.patch),
          eq(acknowledgements.chainId, chainId),
          eq(acknowledgements.safe, address),
          eq(acknowledgements.finding, row.finding),
          eq(acknowledgements.signer, row.signer),
        ),
      )
    return { isNew: false, reason: stored.reason }
  })
}
