import { and, asc, count, eq } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Attestation, StoredAttestation } from '@/lib/core/signing/attestation'
import { hashAttestation } from '@/lib/core/signing/attestation-typed-data'
import type { Store } from './store'
import { attestations } from './watch-schema'

type Context = Pick<Store, 'database'>

/** More than anybody reads of one operation. */
const most = 1_000

export type SaveAttestationParameters = {
  readonly attestation: Attestation
  readonly checkedBlock: bigint | undefined
  readonly now: Date
}

/** Keeps what a reviewer has signed. The same again changes nothing. @returns Whether it is new, and whether there is room. */
export async function insertAttestation(
  { database }: Context,
  { attestation, checkedBlock, now }: SaveAttestationParameters,
): Promise<'new' | 'known' | 'full'> {
  const { timelock, ...content } = attestation
  const { chainId, address } = timelock
  // Two timelocks can have operations of one id.
  const isOf = and(
    eq(attestations.chainId, chainId),
    eq(attestations.operation, content.operation),
    eq(attestations.timelock, address),
  )
  const [row] = await database.select({ count: count() }).from(attestations).where(isOf)
  if ((row?.count ?? 0) >= most) return 'full'
  const inserted = await database
    .insert(attestations)
    .values({
      ...{ ...content, chainId, timelock: address, checkedBlock, submittedAt: now },
      hash: hashAttestation(attestation),
    })
    .onConflictDoNothing()
    .returning({ hash: attestations.hash })
  return inserted.length > 0 ? 'new' : 'known'
}

/** What reviewers have signed of an operation, in the order in which it came in. */
export async function listAttestations(
  { database }: Context,
  { timelock, operation }: { readonly timelock: ChainAddress; readonly operation: Hash },
): Promise<StoredAttestation[]> {
  const rows = await database
    .select()
    .from(attestations)
    .where(
      and(
        eq(attestations.chainId, timelock.chainId),
        eq(attestations.operation, operation),
        eq(attestations.timelock, timelock.address),
      ),
    )
    .orderBy(asc(attestations.submittedAt), asc(attestations.hash))
    .limit(most)
  return rows.map(({ hash: _, chainId, timelock: address, checkedBlock, submittedAt, ...row }) => ({
    ...row,
    timelock: { chainId, address },
    checkedBlock: checkedBlock ?? undefined,
    submittedAt: BigInt(Math.floor(submittedAt.getTime() / 1_000)),
  }))
}
