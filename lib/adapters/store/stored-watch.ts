import type { Alarm } from '@/lib/core/patch/alarm'

/** What is kept of the looks at a patch. */
export type StoredWatch = {
  /** Canonical JSON of the first look; undefined until there was one. */
  readonly first: string | undefined
  /** Canonical JSON of the last look whose simulation ran. */
  readonly last: string | undefined
  readonly looked: { readonly number: bigint; readonly timestamp: bigint } | undefined
  readonly unseen: readonly string[]
  readonly problem: { readonly reason: string; readonly since: Date } | undefined
  /** Ended ones too, oldest first. */
  readonly alarms: readonly Alarm[]
}
