import { and, asc, eq, gt, or } from 'drizzle-orm'
import type { Address } from 'viem'
import type { Acknowledgement } from '@/lib/core/signing/acknowledgement'
import type { Attestation } from '@/lib/core/signing/attestation'
import { acknowledgements, dossiers, reports, sourceBundles, sourceClaims } from './schema'
import type { Store } from './store'
import { attestations } from './watch-schema'

type Context = Pick<Store, 'database'>

/** How many rows are read at once: some of them have megabytes. */
const atOnce = 20

/** Every row of a table, some at a time. @param read The rows behind one of them, `atOnce` at most. */
async function* inPages<TRow>(
  read: (after: TRow | undefined) => Promise<TRow[]>,
): AsyncGenerator<TRow> {
  for (let last: TRow | undefined; ; ) {
    const rows = await read(last)
    yield* rows
    last = rows.at(-1)
    if (last === undefined || rows.length < atOnce) return
  }
}

type KeptDossier = Pick<typeof dossiers.$inferSelect, 'digest' | 'json'>
type KeptReport = Pick<typeof reports.$inferSelect, 'hash' | 'json'>
type KeptUpload = Pick<typeof sourceClaims.$inferSelect, 'chainId' | 'codeHash'> & KeptReport

/** Everything that is kept and no chain has, table by table, a few rows at a time. */
export function listDossiersKept({ database }: Context) {
  const { digest, json } = dossiers
  return inPages<KeptDossier>((last) =>
    database
      .select({ digest, json })
      .from(dossiers)
      .where(last && gt(digest, last.digest))
      .orderBy(asc(digest))
      .limit(atOnce),
  )
}

/** Reports, simulations and replays. */
export function listReportsKept({ database }: Context) {
  const { hash, json } = reports
  return inPages<KeptReport>((last) =>
    database
      .select({ hash, json })
      .from(reports)
      .where(last && gt(hash, last.hash))
      .orderBy(asc(hash))
      .limit(atOnce),
  )
}

/** Bundles that somebody has uploaded, once for each code that they are claimed to be of. */
export function listUploadsKept({ database }: Context) {
  const { bundle, chainId, codeHash, origin } = sourceClaims
  return inPages<KeptUpload>((last) =>
    database
      .select({ hash: bundle, json: sourceBundles.json, chainId, codeHash })
      .from(sourceClaims)
      .innerJoin(sourceBundles, eq(sourceBundles.hash, bundle))
      .where(
        and(
          eq(origin, 'upload'),
          last &&
            or(
              gt(bundle, last.hash),
              and(eq(bundle, last.hash), gt(codeHash, last.codeHash)),
              and(eq(bundle, last.hash), eq(codeHash, last.codeHash), gt(chainId, last.chainId)),
            ),
        ),
      )
      .orderBy(asc(bundle), asc(codeHash), asc(chainId))
      .limit(atOnce),
  )
}

export async function listAcknowledgementsKept({ database }: Context): Promise<Acknowledgement[]> {
  const rows = await database
    .select()
    .from(acknowledgements)
    .orderBy(asc(acknowledgements.submittedAt), asc(acknowledgements.finding))
  return rows.map(({ chainId, safe, submittedAt: _, ...row }) => ({
    ...row,
    safe: { chainId, address: safe },
  }))
}

export async function listAttestationsKept({ database }: Context): Promise<Attestation[]> {
  const rows = await database
    .select()
    .from(attestations)
    .orderBy(asc(attestations.submittedAt), asc(attestations.hash))
  return rows.map(({ hash: _, chainId, timelock, checkedBlock: __, submittedAt: ___, ...row }) => ({
    ...row,
    timelock: { chainId, address: timelock as Address },
  }))
}
