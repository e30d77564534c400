import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import type { Report } from './report'

/**
 * The canonical JSON of a report (RFC 8785). Integers of the chain are decimal strings; the dossier stands in it as it was
 * hashed.
 */
export function serializeReport(report: Report): string {
  const { patch } = report.input
  const dossier = patch && JSON.parse(serializeDossier(patch))
  return canonicalJson(decimalStrings({ ...report, input: { ...report.input, patch: dossier } }))
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
