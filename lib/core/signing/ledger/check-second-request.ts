import { type Address, type Hash, isAddressEqual } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import { isRejection } from '@/lib/core/safe/is-rejection'
import type { EntryBody, LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { ServiceFacts } from './service-facts'

/** What an account has signed from this browser. Kept here alone, so that nobody else can make it forget. */
export type SignedRequest = {
  readonly safe: ChainAddress
  readonly account: Address
  readonly nonce: bigint
  readonly safeTxHash: Hash
}

/**
 * Whether who signs from here has signed something else for the same nonce: "it failed, please sign again" is how signatures were
 * collected at Radiant. Only they know whether this one is meant to take the other's place, so they are asked. A
 * rejection moves nothing and is not asked about.
 */
export function checkSecondRequest(
  { transaction, safeTxHash }: Pick<LedgerSubject, 'transaction' | 'safeTxHash'>,
  signers: readonly Address[],
  remembered: readonly SignedRequest[],
  service: Known<ServiceFacts> | undefined,
): LedgerEntry {
  const head = {
    id: 'second-request',
    title: 'You have signed nothing else for this nonce',
    anchor: 'recomputed',
  } as const
  if (signers.length === 0) {
    return { ...head, verdict: 'not-applicable', detail: 'No wallet is connected.' }
  }
  const { safe, nonce } = transaction
  const signs = (account: Address) => signers.some((each) => isAddressEqual(each, account))
  const here = remembered.filter(
    (each) =>
      each.nonce === nonce &&
      each.safe.chainId === safe.chainId &&
      isAddressEqual(each.safe.address, safe.address) &&
      signs(each.account),
  )
  const kept = (service?.known ? service.value.pending : []).filter(
    (each) =>
      each.transaction.nonce === nonce && each.confirmations.some(({ owner }) => signs(owner)),
  )
  const other = [...here, ...kept].find((each) => each.safeTxHash !== safeTxHash)
  if (!other) return { ...head, ...noneKnown(service) }
  const before = {
    detail: `Your account has signed another transaction for nonce ${nonce}.`,
    expected: other.safeTxHash,
    found: safeTxHash,
  }
  return isRejection(transaction)
    ? { ...head, ...before, verdict: 'warn', detail: `${before.detail} This one rejects it.` }
    : {
        ...head,
        ...before,
        verdict: 'needs-acknowledgement',
        detail: `${before.detail} If you were told that it failed and has to be signed again, stop and ask another signer.`,
      }
}

/** That nothing else is known of is worth as much as who was asked. */
function noneKnown(service: Known<ServiceFacts> | undefined): EntryBody {
  if (!service) {
    const detail =
      'Nothing that this browser remembers; what was signed elsewhere is not known here.'
    return { verdict: 'not-applicable', detail }
  }
  return service.known
    ? { verdict: 'pass', detail: 'Nothing that this browser or the Safe service remembers.' }
    : { verdict: 'unknown', detail: service.reason }
}
