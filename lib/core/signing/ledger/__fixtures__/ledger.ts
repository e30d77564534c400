import { zeroAddress, zeroHash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { addressOf, hashOf, known, owner } from '@/lib/core/patch/__fixtures__/draft'
import {
  delay,
  otherTimelock,
  patchOf,
  safe,
  scheduleOf,
  timelock,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/proposals'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { safeReleases } from '@/lib/core/safe/safe-releases'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { CheckReviewParameters } from '@/lib/core/signing/ledger/check-review'
import type { KnownContracts } from '@/lib/core/signing/ledger/known-contracts'
import type { LedgerSubject } from '@/lib/core/signing/ledger/ledger-subject'
import type { SafeLedgerParameters } from '@/lib/core/signing/ledger/safe-ledger'
import type { ServiceTransaction } from '@/lib/core/signing/ledger/service-facts'
import type { ProvenClaim } from '@/lib/core/signing/ledger/signature-claim'
import type { SigningFacts } from '@/lib/core/signing/ledger/signing-facts'
import type { SigningReview } from '@/lib/core/signing/signing-review'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

export const version = '1.4.1'
export const patch = patchOf('vault')
export const schedule = transactionOf(scheduleOf(patch))
export const unread = { known: false, reason: 'the node did not answer' } as const
const guardian = addressOf('guardian')

export function knownContracts(
  timelocks: readonly ChainAddress[] = [timelock, otherTimelock],
): KnownContracts {
  const safes = [safe, { ...safe, address: guardian }]
  return {
    safes,
    timelocks,
    named: [
      { ...safe, name: 'the Safe of Harbor' },
      { ...safe, address: guardian, name: 'the guardian of Harbor' },
      ...timelocks.map((at) => ({ ...at, name: 'a timelock' })),
    ],
  }
}

export const safeState: SafeState = {
  safe,
  version,
  singleton: addressOf('singleton'),
  owners: [owner, addressOf('owner 2'), addressOf('owner 3')],
  threshold: 2,
  nonce: 7n,
  modules: [],
  guard: zeroAddress,
  fallbackHandler: addressOf('handler'),
}

const releaseCode = safeReleases.find(
  (each) => each.name === 'Safe' && each.version === version,
)!.codeHash

/** What an honest chain answers for a transaction. */
export function factsOf(
  transaction: SafeTransaction,
  change: Partial<SigningFacts> = {},
): SigningFacts {
  const { domainHash, safeTxHash } = hashSafeTransaction({ transaction, version })
  const call = decodeTimelockCall(transaction.data)
  return {
    block: { number: 1n, hash: zeroHash, timestamp: 1n },
    chainId: known(transaction.safe.chainId),
    safe: known({ ...safeState, nonce: transaction.nonce }),
    ownsAbove: unread,
    singletonCodeHash: known(releaseCode),
    contractDomainHash: known(domainHash),
    contractSafeTxHash: known(safeTxHash),
    targetCodeHash: known(hashOf('code')),
    minDelay: known(delay),
    safeIsProposer: known(true),
    operationState: known('unset'),
    contractOperationId: call ? known(call.id) : unread,
    upgrades: patch.upgrades.map(({ proxy, from, to }) => ({
      currentImplementation: known(from.address),
      upgradeTarget: known(proxy.address),
      newCodeHash: known(to.codeHash),
    })),
    ...change,
  }
}

export function subjectOf(
  transaction: SafeTransaction,
  change: Partial<LedgerSubject> = {},
): LedgerSubject {
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  return { transaction, safeTxHash, version, patch, known: knownContracts(), ...change }
}

export const signature = (by = owner): ProvenClaim => ({
  owner: by,
  signature: { kind: 'eip712', signer: by, data: '0x12' },
  proof: known(true),
})

/** As a service tells of it. */
export function toldOf(
  transaction: SafeTransaction,
  change: Partial<ServiceTransaction> = {},
): ServiceTransaction {
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  return {
    transaction,
    safeTxHash,
    confirmations: [{ owner, bytes: '0x12' }],
    ...change,
  }
}

export const currentReview: SigningReview = {
  patch: patch.digest,
  standing: 'current',
  isRunning: false,
  findings: [],
  reviewed: patch.upgrades.map(({ to }) => to),
  simulation: { standing: 'current', isOff: false, isRunning: false, failure: undefined },
  acknowledgements: [],
}

export const reviewOf = (change: Partial<SigningReview> = {}): CheckReviewParameters => ({
  review: { ...currentReview, ...change },
  judged: [],
})

/** Everything about a patch that is what it says, asked by an owner who has not signed. */
export function honest(
  change: Partial<SafeLedgerParameters> = {},
  facts: Partial<SafeLedgerParameters['facts']> = {},
): SafeLedgerParameters {
  const chain = factsOf(schedule)
  return {
    purpose: 'sign',
    subject: subjectOf(schedule),
    facts: {
      node: 'rpc.one',
      chain,
      witnesses: [{ name: 'rpc.two', isConfigured: true, facts: known(chain) }],
      service: known({ answer: toldOf(schedule), pending: [toldOf(schedule)] }),
      claims: known([signature()]),
      ...facts,
    },
    rivals: [],
    signers: [addressOf('owner 2')],
    walletChainId: safe.chainId,
    remembered: [],
    review: reviewOf(),
    ...change,
  }
}
