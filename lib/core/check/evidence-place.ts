import type { Hex } from 'viem'

/** What an observation points at in the changes of an upgrade. */
export type EvidencePlace =
  /** A line of a source, before or after. */
  | {
      readonly kind: 'line'
      readonly version: 'before' | 'after'
      readonly path: string
      readonly line: number
    }
  /** Bytes of storage, as 32 × slot + offset from the low end; without a length it is whatever begins in that slot. */
  | { readonly kind: 'storage'; readonly start: bigint; readonly bytes: bigint | undefined }
  | { readonly kind: 'selector'; readonly selector: Hex }

const selectorForm = /^0x[0-9a-f]{8}$/
const storageForm =
  /^(?:0x[0-9a-fA-F]{40} )?slots? (\d{1,78}|0x[0-9a-f]{64})(?: (?:to|→) (\d{1,78}))?(?:, bytes? (\d\d?)(?: to (\d\d?))?)?$/
const lineForm = /^(.+):(\d{1,9})(, before)?$/s

/**
 * Reads what the `where` of an observation points at: `src/Vault.sol:120`, `src/Vault.sol:98, before`,
 * `slot 5, bytes 4 to 11`, `slots 7 to 49`, `slot 5 → 6` (where it is now), `0x8456cb59`.
 *
 * @returns undefined for what is no such place: a role, an address, a step of the calls.
 */
export function parseEvidencePlace(where: string): EvidencePlace | undefined {
  if (selectorForm.test(where)) return { kind: 'selector', selector: where as Hex }
  const storage = storageForm.exec(where)
  if (storage) return storagePlace(where, storage)
  const [, path, line, before] = lineForm.exec(where) ?? []
  if (path === undefined) return undefined
  return { kind: 'line', version: before ? 'before' : 'after', path, line: Number(line) }
}

function storagePlace(where: string, [, first, last, from, to]: RegExpExecArray): EvidencePlace {
  const slot = BigInt(first ?? 0)
  if (last !== undefined && where.includes('→')) {
    return { kind: 'storage', start: BigInt(last) * 32n, bytes: undefined }
  }
  if (last !== undefined) {
    return { kind: 'storage', start: slot * 32n, bytes: (BigInt(last) - slot + 1n) * 32n }
  }
  if (from === undefined) return { kind: 'storage', start: slot * 32n, bytes: undefined }
  const [low, high] = [BigInt(from), BigInt(to ?? from)]
  return { kind: 'storage', start: slot * 32n + low, bytes: high - low + 1n }
}
