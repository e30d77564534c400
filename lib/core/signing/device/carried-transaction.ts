import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { visibleJson } from '@/lib/core/chain/visible-json'
import type { Dossier } from '@/lib/core/patch/patch'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { wireSafeTransaction } from '@/lib/core/safe/wire-safe-transaction'

/**
 * The JSON in which a Safe transaction, and the dossier whose digest it schedules, is carried to another machine:
 * as text, as a file or as codes. It hides nothing: what would reorder the text is written as its escape. `/verify`, `suture verify` and `suture hash safe-tx` read it.
 */
export function carriedTransaction({
  transaction,
  version,
  dossier,
}: {
  readonly transaction: SafeTransaction
  readonly version: string | undefined
  readonly dossier?: Dossier | undefined
}): string {
  return visibleJson(
    canonicalJson({
      ...wireSafeTransaction({ transaction, version }),
      dossier: dossier && JSON.parse(serializeDossier(dossier)),
    }),
  )
}
