import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { serializeStorageLayout } from '@/lib/core/storage-layout/serialize-storage-layout'
import { decimalStrings } from './decimal-strings'
import type { Report, UpgradeReport } from './report'
import type { ReviewedCode } from './reviewed-code'
import { wireInput } from './wire-input'

/**
 * The canonical JSON of a report (RFC 8785). Integers of the chain are decimal strings; the dossier stands in it as it was
 * hashed.
 */
export function serializeReport(report: Report): string {
  const upgrades = report.upgrades.map(wireUpgrade)
  const input = wireInput(report.input)
  return canonicalJson(decimalStrings({ ...report, input, upgrades }))
}

function wireUpgrade({ from, to, proxy, live, ...upgrade }: UpgradeReport) {
  return {
    ...upgrade,
    from: from && wireCode(from),
    to: wireCode(to),
    proxy: proxy && wireCode(proxy),
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
