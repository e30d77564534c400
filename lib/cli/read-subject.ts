import type { NamedSubject } from '@/lib/actions/review/resolve-input'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { parseHash } from '@/lib/core/chain/parse-hash'
import { asObject } from '@/lib/core/chain/parse-wire-fields'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import type { CommandIo } from './command'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { readJson } from './read-json'

/**
 * What `<what>` names: a dossier or a Safe transaction by path, `-` or as JSON, an operation by its id, an upgrade.
 *
 * @throws UsageError, BaseError for what cannot be read.
 */
export async function readSubject(
  what: string,
  { timelock }: ParsedArguments['options'],
  io: CommandIo,
): Promise<NamedSubject> {
  const [, proxy, to] = /^(0x[0-9a-f]{40})=(0x[0-9a-f]{40})$/i.exec(what) ?? []
  if (proxy && to) return { kind: 'upgrade', proxy: parseAddress(proxy), to: parseAddress(to) }
  if (/^0x[0-9a-f]+$/i.test(what)) {
    if (typeof timelock !== 'string') {
      throw new UsageError('An operation id says nothing of its timelock.', {
        hint: 'Name it with --timelock <address>.',
      })
    }
    return { kind: 'operation', id: parseHash(what), timelock: parseAddress(timelock) }
  }
  const value = await readJson(what, io)
  if (asObject(value, 'what').schema !== undefined) {
    return { kind: 'patch', patch: hashPatch(parseDossier(value)) }
  }
  return { kind: 'transaction', transaction: parseSafeTransaction(value).transaction }
}
