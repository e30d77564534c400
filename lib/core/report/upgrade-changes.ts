import { type AbiDiff, diffAbi } from '@/lib/core/abi/diff-abi'
import { findSelectorClashes, type SelectorClash } from '@/lib/core/abi/find-selector-clashes'
import type { Known } from '@/lib/core/chain/snapshot'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageDiff } from '@/lib/core/storage-layout/storage-diff'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { readBothLayouts, type StorageReading } from '@/lib/core/storage-layout/storage-readings'
import type { UpgradeReport } from './report'
import type { ReviewedCode, ReviewedSources } from './reviewed-code'

/*
 * What an upgrade changes, computed from its report alone: on the server, in a browser, in a renderer. Sources that give
 * other code tell nothing of it.
 */

/** Where variables lay, and where the new code looks for them. */
export function storageDiffOf(upgrade: UpgradeReport): Known<StorageDiff> {
  return map(layoutsOf(upgrade), diffStorageLayouts)
}

/** The storage of each proxy as both codes read it. */
export function readingsOf(upgrade: UpgradeReport): Known<readonly ProxyReadings[]> {
  return map(layoutsOf(upgrade), (layouts) =>
    upgrade.live.map(({ proxy, words }) => ({
      proxy,
      readings: readBothLayouts({ ...layouts, words }),
    })),
  )
}

export type ProxyReadings = Pick<UpgradeReport['live'][number], 'proxy'> & {
  readonly readings: readonly StorageReading[]
}

/** What callers notice. */
export function abiDiffOf({ from, to }: UpgradeReport): Known<AbiDiff> {
  const [old, now] = [proved(from), proved(to)]
  if (!old.known) return old
  return map(now, ({ abi }) => diffAbi({ from: old.value.abi, to: abi }))
}

/** Selectors that the proxy answers before the new code sees them. */
export function clashesOf({ proxy, to }: UpgradeReport): Known<readonly SelectorClash[]> {
  const [front, behind] = [proved(proxy), proved(to)]
  if (!front.known) return front
  return map(behind, ({ abi }) =>
    findSelectorClashes({ proxy: front.value.abi, implementation: abi }),
  )
}

function layoutsOf({ from, to }: UpgradeReport): Known<{ from: StorageLayout; to: StorageLayout }> {
  const [old, now] = [layoutOf(from), layoutOf(to)]
  if (!old.known) return old
  return map(now, (layout) => ({ from: old.value, to: layout }))
}

function layoutOf(code: ReviewedCode | undefined): Known<StorageLayout> {
  const sources = proved(code)
  if (!sources.known) return sources
  const { layout, compiler } = sources.value
  if (layout) return { known: true, value: layout }
  return { known: false, reason: `solc ${compiler} does not tell the storage layout` }
}

function proved(code: ReviewedCode | undefined): Known<ReviewedSources> {
  if (!code) return { known: false, reason: 'what runs behind this proxy is not known' }
  const { sources } = code
  if (!sources.known) return sources
  if (sources.verification.match !== 'mismatch') return { known: true, value: sources }
  return { known: false, reason: 'the sources give other code' }
}

function map<T, U>(fact: Known<T>, change: (value: T) => U): Known<U> {
  return fact.known ? { known: true, value: change(fact.value) } : fact
}
