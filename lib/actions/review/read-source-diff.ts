import { readStoredBundle } from '@/lib/actions/read-stored-bundle'
import type { Store } from '@/lib/adapters/store/store'
import type { Known } from '@/lib/core/chain/snapshot'
import type { UpgradeReport } from '@/lib/core/report/report'
import type { ReviewedCode } from '@/lib/core/report/reviewed-code'
import { type DiffReading, diffSources } from '@/lib/core/source/diff-sources'
import { parseSourceBundle } from '@/lib/core/source/parse-source-bundle'
import type { SourceDiff } from '@/lib/core/source/source-diff'

/** What differs between the sources that a report names, from the bundles as they are stored here. */
export async function readSourceDiff(
  context: { store: Store },
  { from, to }: Pick<UpgradeReport, 'from' | 'to'>,
  reading: DiffReading = {},
): Promise<Known<SourceDiff>> {
  const [old, now] = await Promise.all([readFiles(context, from), readFiles(context, to)])
  if (!old.known) return old
  if (!now.known) return now
  return { known: true, value: diffSources({ from: old.value, to: now.value, ...reading }) }
}

type Files = Readonly<Record<string, string>>

async function readFiles(
  context: { store: Store },
  code: ReviewedCode | undefined,
): Promise<Known<Files>> {
  if (!code) return { known: false, reason: 'what runs behind this proxy is not known' }
  const { sources } = code
  if (!sources.known) return sources
  const json = await readStoredBundle(context, { hash: sources.bundle })
  if (json !== undefined) return { known: true, value: parseSourceBundle(json).sources }
  return { known: false, reason: 'the sources that were compiled are not stored here any more' }
}
