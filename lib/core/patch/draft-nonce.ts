import { parseUint } from '@/lib/core/chain/parse-uint'
import type { Known } from '@/lib/core/chain/snapshot'
import type { DraftFacts, PendingTransaction } from '@/lib/core/patch/draft-facts'
import { type DraftNote, noteOfError } from '@/lib/core/patch/draft-note'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'

export type DraftNonce = {
  readonly nonce: bigint | undefined
  /** The first that no waiting transaction has taken, where that is known. */
  readonly nextFree: bigint | undefined
  /** What waits at the chosen nonce already. Only one of all can ever execute. */
  readonly rivals: readonly PendingTransaction[]
  readonly notes: readonly DraftNote[]
}

export type ReadDraftNonceParameters = {
  readonly draft: PatchDraft
  readonly facts: DraftFacts | undefined
  /** Undefined while the Safe service is being asked. */
  readonly pending: Known<readonly PendingTransaction[]> | undefined
}

/** Chooses the nonce: the one typed, else the next free one. */
export function readDraftNonce({ draft, facts, pending }: ReadDraftNonceParameters): DraftNonce {
  const none = (tone: DraftNote['tone'], text: string): DraftNonce => ({
    nonce: undefined,
    nextFree: undefined,
    rivals: [],
    notes: [{ field: 'nonce', tone, text }],
  })
  if (!facts) return none('pending', 'The Safe is being asked.')
  if (!facts.safe.known) return none('unknown', facts.safe.reason)
  if (!pending) return none('pending', 'The Safe service is being asked.')
  const live = facts.safe.value.nonce
  if (!pending.known) {
    return none('unknown', `Which nonces are taken is not known: ${pending.reason}`)
  }
  const open = pending.value.filter(({ nonce }) => nonce >= live)
  const nextFree = open.reduce((next, { nonce }) => (nonce >= next ? nonce + 1n : next), live)
  const typed = draft.nonce.trim()
  if (typed === '') return { nonce: nextFree, nextFree, rivals: [], notes: [] }
  try {
    const nonce = parseUint(typed)
    const rivals = open.filter((transaction) => transaction.nonce === nonce)
    return { nonce, nextFree, rivals, notes: judgeNonce({ nonce, live, nextFree, rivals }) }
  } catch (error) {
    return { nonce: undefined, nextFree, rivals: [], notes: [noteOfError('nonce', error)] }
  }
}

function judgeNonce({
  nonce,
  live,
  nextFree,
  rivals,
}: {
  nonce: bigint
  live: bigint
  nextFree: bigint
  rivals: readonly PendingTransaction[]
}): DraftNote[] {
  const field = 'nonce'
  if (nonce < live) {
    const text = `Nonce ${nonce} was used; the Safe is at ${live}. A transaction with it can never execute.`
    return [{ field, tone: 'fail', text }]
  }
  if (nonce > BigInt(Number.MAX_SAFE_INTEGER)) {
    return [{ field, tone: 'fail', text: 'No Safe will ever reach this nonce.' }]
  }
  if (rivals.length > 0) {
    return [
      {
        field,
        tone: 'warn',
        text: `Nonce ${nonce} is taken. This becomes a rival: only one transaction of a nonce can ever execute.`,
        facts: rivals.map(({ safeTxHash }) => ['Rival', safeTxHash]),
      },
    ]
  }
  if (nonce > nextFree) {
    const gap =
      nonce - nextFree === 1n ? `nonce ${nextFree}` : `nonces ${nextFree} to ${nonce - 1n}`
    const text = `Nothing waits at ${gap}. Until something executes there, this cannot.`
    return [{ field, tone: 'warn', text }]
  }
  return []
}
