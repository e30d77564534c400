import type { Address, Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { checkQuorum, readingsOf, type Witness } from './check-quorum'
import { type CheckReviewParameters, checkReview } from './check-review'
import { checkGaps, checkRivals } from './check-rivals'
import { checkSecondRequest, type SignedRequest } from './check-second-request'
import { checkService } from './check-service'
import { checkSignatures, checkThreshold } from './check-signatures'
import { decisiveFacts } from './decisive-facts'
import type { LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { ServiceFacts } from './service-facts'
import type { ProvenClaim } from './signature-claim'
import type { SigningFacts } from './signing-facts'
import { transactionChecks } from './transaction-checks'

/** Everything that was read for a Safe transaction, by the browser of who is about to act. */
export type SafeLedgerFacts = {
  /** Of the node that is asked first, by its name in words. */
  readonly node: string
  readonly chain: SigningFacts
  readonly witnesses: readonly Witness<SigningFacts>[]
  /** Undefined where no service takes part. */
  readonly service: Known<ServiceFacts> | undefined
  /** Of the page and the service together. */
  readonly claims: Known<readonly ProvenClaim[]>
}

export type SafeLedgerParameters = {
  readonly purpose: 'sign' | 'execute'
  readonly subject: LedgerSubject
  readonly facts: SafeLedgerFacts
  /** Others at its nonce that are on the page. */
  readonly rivals: readonly Hash[]
  /** The accounts that would sign from here: that of the wallet, and that of a device once it has told it. */
  readonly signers: readonly Address[]
  readonly walletChainId: number | undefined
  /** What this browser has signed. */
  readonly remembered: readonly SignedRequest[]
  /** Undefined where the transaction waits for no review (ADR 17), and where none is known here. */
  readonly review: CheckReviewParameters | undefined
}

/**
 * The ledger of a Safe transaction: every integrity check before it is signed, approved or executed, in a fixed order. The
 * same, as strictly, each time.
 */
export function safeLedger(parameters: SafeLedgerParameters): LedgerEntry[] {
  const { purpose, subject, facts, rivals, signers, walletChainId, remembered, review } = parameters
  const { node, chain, witnesses, service, claims } = facts
  const reviewed = review?.review.standing === 'current' ? review.review.reviewed : []
  return [
    ...transactionChecks({ subject, facts: chain, walletChainId, reviewed }),
    checkService(subject, service),
    checkSignatures(claims, chain),
    ...(purpose === 'execute'
      ? [checkThreshold(claims, chain)]
      : [checkSecondRequest(subject, signers, remembered, service)]),
    checkRivals(subject, service, rivals),
    checkGaps(subject, service, chain),
    checkQuorum(node, ...readingsOf(chain, witnesses, decisiveFacts)),
    ...(review ? checkReview(review) : [checkUnreviewed(parameters)]),
  ]
}

/** Without a service there is no review: who executes is told, as enough have signed already. Nobody signs without one. */
function checkUnreviewed({ purpose, subject, facts }: SafeLedgerParameters): LedgerEntry {
  const { transaction, known } = subject
  const head = {
    id: 'review',
    title: 'The review is of these bytes, and fresh',
    anchor: 'recomputed',
  } as const
  if (asksForReview({ transaction, timelocks: known.timelocks })) {
    return {
      ...head,
      verdict: 'unknown',
      detail: 'It asks for a review, and none can be had without the Safe service.',
      isTold: purpose === 'execute' && !facts.service ? true : undefined,
    }
  }
  return {
    ...head,
    verdict: 'not-applicable',
    detail: 'It schedules nothing and replaces no code by itself, so that it waits for no review.',
  }
}
