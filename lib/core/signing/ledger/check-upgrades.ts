import { isAddressEqual } from 'viem'
import { missingUpgrades } from '@/lib/core/patch/missing-upgrades'
import type { Patch } from '@/lib/core/patch/patch'
import { judgeFact, type LedgerEntry } from './ledger-entry'
import type { ReviewedCodeHash } from './reviewed-code-hash'
import type { UpgradeFacts } from './signing-facts'

const notRead = { known: false, reason: 'was not read' } as const

/** The calls make every upgrade that the dossier declares, each through the contract that the proxy obeys. */
export function checkDeclaredUpgrades(
  patch: Patch,
  upgrades: readonly UpgradeFacts[],
): LedgerEntry {
  const head = {
    id: 'upgrades',
    title: 'The calls make every upgrade the dossier declares',
    anchor: 'chain',
  } as const
  const missing = missingUpgrades(patch, upgrades)
  if (missing.length > 0) {
    const proxies = missing.map(({ proxy }) => proxy.address).join(', ')
    return { ...head, verdict: 'fail', detail: `No call upgrades ${proxies} as declared.` }
  }
  const unread = patch.upgrades.findIndex((_, i) => !upgrades[i]?.upgradeTarget.known)
  if (unread >= 0) {
    const target = upgrades[unread]?.upgradeTarget ?? notRead
    return { ...head, verdict: 'unknown', detail: target.known ? notRead.reason : target.reason }
  }
  const { length } = patch.upgrades
  return { ...head, verdict: 'pass', detail: `${length} of ${length}` }
}

/** Each proxy still has the code it is patched from, and the new code is, now, what was committed to and reviewed. */
export function checkUpgradeCodes(
  patch: Patch,
  upgrades: readonly UpgradeFacts[],
  reviewed: readonly ReviewedCodeHash[],
): LedgerEntry[] {
  return patch.upgrades.flatMap((upgrade, i): LedgerEntry[] => {
    const found = upgrades[i]
    const { from, to, proxy } = upgrade
    const others = reviewed.filter(({ address }) => isAddressEqual(address, to.address))
    return [
      judgeFact(
        found?.currentImplementation ?? notRead,
        {
          id: `from-${i}`,
          title: `Proxy ${proxy.address} still has the code it is patched from`,
          anchor: 'chain',
        },
        (current) =>
          isAddressEqual(current, from.address)
            ? { verdict: 'pass', detail: current }
            : {
                verdict: 'fail',
                detail: `It now runs ${current}; the dossier was made for ${from.address}.`,
                expected: from.address,
                found: current,
              },
      ),
      judgeFact(
        found?.newCodeHash ?? notRead,
        {
          id: `code-${i}`,
          // A title says no more than was compared.
          title: `Code of ${to.address} is the code of ${others.length > 0 ? 'dossier and review' : 'the dossier'}`,
          anchor: 'chain',
        },
        (codeHash) => {
          if (codeHash !== to.codeHash) {
            const detail = `Code hash is ${codeHash}, the dossier commits to ${to.codeHash}.`
            return { verdict: 'fail', detail, expected: to.codeHash, found: codeHash }
          }
          const other = others.find((each) => each.codeHash !== codeHash)
          if (other) {
            const detail = `Code hash is ${codeHash}, the review looked at ${other.codeHash}.`
            return { verdict: 'fail', detail, expected: other.codeHash, found: codeHash }
          }
          const by = others.length > 0 ? ', as committed to and as reviewed' : ', as committed to'
          return { verdict: 'pass', detail: `code hash ${codeHash}${by}` }
        },
      ),
    ]
  })
}
