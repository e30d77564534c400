import type { Address } from 'viem'
import type { NamedSubject } from '@/lib/actions/review/resolve-input'
import { parseHash } from '@/lib/core/chain/parse-hash'
import { parseAddressOn, parsePlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { asObject } from '@/lib/core/chain/parse-wire-fields'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import type { CommandIo } from './command'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { readJson } from './read-json'

/**
 * What is named on the chain of a node, which the one before an address has to be.
 *
 * @throws OtherChainAddressError
 */
export type SubjectOn = (chainId: number) => NamedSubject

const aPlaced = '(?:[^\\s:=]+:){0,2}0x[0-9a-f]{40}'
const upgradePattern = new RegExp(`^(${aPlaced})=(${aPlaced})$`, 'i')

/**
 * What `<what>` names: a dossier or a Safe transaction by path, `-` or as JSON, an operation by its id, an upgrade. Addresses may
 * have their chain before them.
 *
 * @throws UsageError, BaseError for what cannot be read.
 */
export async function readSubject(
  what: string,
  { timelock }: ParsedArguments['options'],
  io: CommandIo,
): Promise<SubjectOn> {
  const [, proxy, to] = upgradePattern.exec(what) ?? []
  if (proxy && to) {
    const [proxyOn, toOn] = [addressOn(proxy), addressOn(to)]
    return (chainId) => ({ kind: 'upgrade', proxy: proxyOn(chainId), to: toOn(chainId) })
  }
  if (/^0x[0-9a-f]+$/i.test(what)) {
    if (typeof timelock !== 'string') {
      throw new UsageError('An operation id says nothing of its timelock.', {
        hint: 'Name it with --timelock <address>.',
      })
    }
    const id = parseHash(what)
    const timelockOn = addressOn(timelock)
    return (chainId) => ({ kind: 'operation', id, timelock: timelockOn(chainId) })
  }
  const value = await readJson(what, io)
  if (asObject(value, 'what').schema !== undefined) {
    const patch = hashPatch(parseDossier(value))
    return () => ({ kind: 'patch', patch })
  }
  const { transaction } = parseSafeTransaction(value)
  return () => ({ kind: 'transaction', transaction })
}

/** What is wrong with an address by itself is said before a node is asked. */
function addressOn(text: string): (chainId: number) => Address {
  parsePlacedAddress(text)
  return (chainId) => parseAddressOn(chainId, text)
}
