import { type Hash, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { Finding } from '@/lib/core/check/finding'

/**
 * keccak256 over what a finding says: its check, its subject, its words and its evidence, as canonical JSON. Whoever answers
 * a finding answers this and nothing that the check finds later.
 */
export function hashFinding({
  check,
  subject,
  detail,
  evidence,
}: Pick<Finding, 'check' | 'subject' | 'detail' | 'evidence'>): Hash {
  const seen = evidence.map(({ where, what }) => ({ where, what }))
  return keccak256(stringToBytes(canonicalJson({ check, subject, detail, evidence: seen })))
}
