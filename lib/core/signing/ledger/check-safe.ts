import { isAddressEqual, zeroAddress } from 'viem'
import { looksAlike } from '@/lib/core/chain/looks-alike'
import { safeReleases } from '@/lib/core/safe/safe-releases'
import { judgeFact, type LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { SigningFacts } from './signing-facts'

/**
 * The Safe is one that the configuration names, or owns one by way of others: a look-alike has owners and a threshold, too.
 */
export function checkSafe(
  {
    transaction: { safe },
    known,
    above = [],
  }: Pick<LedgerSubject, 'transaction' | 'known' | 'above'>,
  { ownsAbove }: Pick<SigningFacts, 'ownsAbove'>,
): LedgerEntry {
  const head = {
    id: 'safe',
    title: 'The Safe is one that is configured here, or owns one',
    anchor: 'recomputed',
  } as const
  const own = known.safes.filter(({ chainId }) => chainId === safe.chainId)
  if (own.some(({ address }) => isAddressEqual(address, safe.address))) {
    return { ...head, verdict: 'pass', detail: `${safe.address} on chain ${safe.chainId}` }
  }
  const top = above.at(-1)
  if (top && own.some(({ address }) => isAddressEqual(address, top))) {
    return judgeFact(ownsAbove, { ...head, anchor: 'chain' }, (owns) => ({
      verdict: owns ? 'pass' : 'fail',
      detail: owns
        ? `${safe.address} owns ${above.join(', which owns ')}, which is configured.`
        : `${safe.address} does not own ${above.join(', which owns ')}.`,
    }))
  }
  const double = own.find(({ address }) => looksAlike(address, safe.address))
  const detail = double
    ? 'It begins and ends like a configured Safe and is another.'
    : 'This Safe is not configured.'
  return { ...head, verdict: 'fail', detail, expected: double?.address, found: safe.address }
}

/**
 * What runs as the Safe is a published release, by the code hash of what slot 0 names: the slot that was overwritten at
 * Bybit. Modules and guard, which no release knows, are named.
 */
export function checkSafeCode({
  safe,
  singletonCodeHash,
}: Pick<SigningFacts, 'safe' | 'singletonCodeHash'>): LedgerEntry {
  const head = {
    id: 'safe-code',
    title: 'The Safe runs a published release',
    anchor: 'chain',
  } as const
  if (!safe.known) return { ...head, verdict: 'unknown', detail: safe.reason }
  const { singleton, version, modules, guard } = safe.value
  return judgeFact(singletonCodeHash, head, (codeHash) => {
    const release = safeReleases.find((each) => each.codeHash === codeHash.toLowerCase())
    if (!release) {
      const detail = `Slot 0 names ${singleton}, whose code is no published Safe. That is how Bybit’s Safe was taken over.`
      return { verdict: 'fail', detail, found: codeHash }
    }
    if (release.version !== version.split(/[+-]/)[0]) {
      const detail = `The code is ${release.name} ${release.version}, the Safe says ${version}.`
      return { verdict: 'fail', detail, expected: release.version, found: version }
    }
    const more = [
      modules.length === 0
        ? 'no module'
        : `${modules.length} that can act without signatures: ${modules.join(', ')}`,
      isAddressEqual(guard, zeroAddress) ? 'no guard' : `guard ${guard}`,
    ]
    return { verdict: 'pass', detail: `${release.name} ${version}; ${more.join('; ')}` }
  })
}
