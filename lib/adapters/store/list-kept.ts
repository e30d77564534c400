import { and, asc, eq, gt, or } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { Acknowledgement } from '@/lib/core/signing/acknowledgement'
import type { Attestation } from '@/lib/core/signing/attestation'
import { acknowledgements, dossiers, reports, sourceBundles, sourceClaims } from './schema'
import type { Store } from './store'
import { attestations } from './watch-schema'

type Context = Pick<Store, 'database'>

/** How many rows are read at once: some of them have megabytes. */
const atOnce = 20

/** Everything that is kept and no chain has, table by table, a few rows at a time. */
export async function* listDossiersKept({ database }: Context) {
  for (let after = ''; ; ) {
    const rows = await database
      .select({ digest: dossiers.digest, json: dossiers.json })
      .from(dossiers)
      .where(gt(dossiers.digest, after as Hash))
      .orderBy(asc(dossiers.digest))
      .limit(atOnce)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    after = last.digest
  }
}

/** Reports, simulations and replays. */
export async function* listReportsKept({ database }: Context) {
  for (let after = ''; ; ) {
    const rows = await database
      .select({ hash: reports.hash, json: reports.json })
      .from(reports)
      .where(gt(reports.hash, after as Hash))
      .orderBy(asc(reports.hash))
      .limit(atOnce)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    after = last.hash
  }
}

/** Bundles that somebody has uploaded, once for each code that they are claimed to be of. */
export async function* listUploadsKept({ database }: Context) {
  const { bundle, chainId, codeHash, origin } = sourceClaims
  for (let last: { hash: Hash; chainId: number; codeHash: Hash } | undefined; ; ) {
    const rows = await database
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
      .limit(atOnce)
    yield* rows
    last = rows.at(-1)
    if (!last || rows.length < atOnce) return
  }
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
