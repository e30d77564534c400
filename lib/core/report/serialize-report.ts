import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { serializeStorageLayout } from '@/lib/core/storage-layout/serialize-storage-layout'
import type { Report, UpgradeReport } from './report'
import type { ReviewedCode } from './reviewed-code'

/**
 * The canonical JSON of a report (RFC 8785). Integers of the chain are decimal strings; the dossier stands in it as it was
 * hashed.
 */
export function serializeReport(report: Report): string {
  const { patch } = report.input
  const dossier = patch && JSON.parse(serializeDossier(patch))
  const upgrades = report.upgrades.map(wireUpgrade)
  const input = { ...report.input, patch: dossier }
  return canonicalJson(decimalStrings({ ...report, input, upgrades }))
}

function wireUpgrade({ from, to, live, ...upgrade }: UpgradeReport) {
  return {
    ...upgrade,
    from: from && wireCode(from),
    to: wireCode(to),
    live: live.map(({ proxy, words }) => ({ proxy, words: Object.fromEntries(words) })),
  }
}

function wireCode({ sources, ...code }: ReviewedCode) {
  if (!sources.known) return { ...code, sources }
  const layout = sources.layout && serializeStorageLayout(sources.layout)
  return { ...code, sources: { ...sources, layout } }
}

/** keccak256 of the canonical JSON. */
export function hashReport(serialized: string): Hash {
  return keccak256(stringToBytes(serialized))
}

function decimalStrings(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(decimalStrings)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, decimalStrings(member)]),
  )
}
