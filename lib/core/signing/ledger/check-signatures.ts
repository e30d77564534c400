import { type Address, isAddressEqual } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { LedgerEntry } from './ledger-entry'
import type { ProvenClaim } from './signature-claim'
import type { SigningFacts } from './signing-facts'

/** `counts`: proven, by an owner of now. A former owner or a contract that has changed its mind forges nothing. */
type ClaimStanding = 'counts' | 'not-an-owner' | 'withdrawn' | 'forged' | 'unknown'

type Judged = {
  readonly claim: ProvenClaim
  readonly standing: ClaimStanding
  readonly words: string
}

/** Every stored signature is recovered, or asked of the chain, and held against the owners of now. */
export function checkSignatures(
  claims: Known<readonly ProvenClaim[]>,
  { safe }: Pick<SigningFacts, 'safe'>,
): LedgerEntry {
  const head = {
    id: 'signatures',
    title: 'Every stored signature is its owner’s',
    anchor: 'chain',
  } as const
  if (!claims.known) return { ...head, verdict: 'unknown', detail: claims.reason }
  if (!safe.known) return { ...head, verdict: 'unknown', detail: safe.reason }
  if (claims.value.length === 0) {
    return { ...head, verdict: 'not-applicable', detail: 'None is stored yet.' }
  }
  const judged = claims.value.map((claim) => judge(claim, safe.value.owners))
  const forged = judged.find(({ standing }) => standing === 'forged')
  if (forged) {
    const { claim, words } = forged
    const found = 'signature' in claim ? claim.signature.signer : undefined
    const detail = `Not counted: ${words}`
    return { ...head, verdict: 'fail', detail, expected: claim.owner, found }
  }
  const unread = judged.find(({ standing }) => standing === 'unknown')
  if (unread) return { ...head, verdict: 'unknown', detail: unread.words }
  const counting = judged.filter(({ standing }) => standing === 'counts')
  const rest = judged.filter(({ standing }) => standing !== 'counts').map(({ words }) => words)
  const detail = [
    `${counting.length} of ${judged.length} ${counting.length === 1 ? 'counts' : 'count'}.`,
    ...rest.map((words) => `Not counted: ${words}`),
  ].join(' ')
  return { ...head, verdict: 'pass', detail }
}

/** Enough owners of now have signed; each counts once. */
export function checkThreshold(
  claims: Known<readonly ProvenClaim[]>,
  { safe }: Pick<SigningFacts, 'safe'>,
): LedgerEntry {
  const head = { id: 'threshold', title: 'Enough owners have signed', anchor: 'chain' } as const
  if (!claims.known) return { ...head, verdict: 'unknown', detail: claims.reason }
  if (!safe.known) return { ...head, verdict: 'unknown', detail: safe.reason }
  const { owners, threshold } = safe.value
  const counting = claims.value.filter((claim) => judge(claim, owners).standing === 'counts')
  const distinct = new Set(counting.map(({ owner }) => owner.toLowerCase()))
  return {
    ...head,
    verdict: distinct.size >= threshold ? 'pass' : 'fail',
    detail: `${distinct.size} of ${threshold}`,
  }
}

function judge(claim: ProvenClaim, owners: readonly Address[]): Judged {
  const { owner, proof } = claim
  const as = (standing: ClaimStanding, words: string) => ({ claim, standing, words })
  if ('problem' in claim) return as('forged', `what is kept for ${owner} is none. ${claim.problem}`)
  const { kind, signer } = claim.signature
  if (!isAddressEqual(signer, owner)) {
    return as('forged', `what is kept for ${owner} recovers to ${signer}.`)
  }
  if (!proof.known) return as('unknown', proof.reason)
  if (!proof.value) {
    return kind === 'contract'
      ? as('withdrawn', `the contract ${owner} does not own up to its signature.`)
      : as('forged', `${owner} has approved nothing on chain.`)
  }
  const isOwner = owners.some((each) => isAddressEqual(each, owner))
  return isOwner ? as('counts', '') : as('not-an-owner', `${owner} is no owner of the Safe.`)
}
