import { type Address, isAddressEqual } from 'viem'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import type { DraftField, DraftNote } from '@/lib/core/patch/draft-note'

/** Who would propose: the connected wallet. `chainId` is the one it is on. */
export type Proposer = {
  readonly account: Address
  readonly chainId: number | undefined
  /** Owners in whose name the account may propose, as the Safe service tells. */
  readonly delegators?: readonly Address[] | undefined
}

export type JudgeDraftRolesParameters = {
  readonly chainId: number
  readonly facts: DraftFacts | undefined
  readonly proposer: Proposer | undefined
}

/** Whether the Safe may schedule and the account may sign, said before anyone clicks. */
export function judgeDraftRoles(parameters: JudgeDraftRolesParameters): DraftNote[] {
  return [...judgeSafe(parameters), ...judgeAccount(parameters)]
}

function judgeSafe({ chainId, facts }: JudgeDraftRolesParameters): DraftNote[] {
  if (!facts) return [{ field: 'safe', tone: 'pending', text: 'The Safe is being read.' }]
  const notes: DraftNote[] = []
  if (!facts.chainId.known) {
    notes.push({ field: 'safe', tone: 'unknown', text: facts.chainId.reason })
  } else if (facts.chainId.value !== chainId) {
    const text = `The node serves chain ${facts.chainId.value}, the protocol is on chain ${chainId}.`
    notes.push({ field: 'safe', tone: 'fail', text })
  }
  if (!facts.safe.known) notes.push({ field: 'safe', tone: 'unknown', text: facts.safe.reason })
  if (!facts.safeIsProposer.known) {
    notes.push({ field: 'safe', tone: 'unknown', text: facts.safeIsProposer.reason })
  } else if (!facts.safeIsProposer.value) {
    const text =
      'This Safe is not a proposer of this timelock. The timelock would refuse to schedule.'
    notes.push({ field: 'safe', tone: 'fail', text })
  }
  return notes
}

function judgeAccount({ chainId, facts, proposer }: JudgeDraftRolesParameters): DraftNote[] {
  const note = (tone: DraftNote['tone'], text: string, more: DraftNote['facts'] = []) => ({
    field: 'account' satisfies DraftField as 'account',
    tone,
    text,
    facts: more,
  })
  if (!proposer) {
    return [note('missing', 'Connect the wallet of an owner of the Safe. Nothing typed is lost.')]
  }
  const notes: DraftNote[] = []
  if (proposer.chainId !== undefined && proposer.chainId !== chainId) {
    const text = `The wallet is on chain ${proposer.chainId}. Switch it to chain ${chainId}.`
    notes.push(note('fail', text))
  }
  if (facts?.safe.known) {
    const { owners } = facts.safe.value
    const { account, delegators = [] } = proposer
    const isOne = (address: Address) => owners.some((owner) => isAddressEqual(owner, address))
    const delegator = delegators.find(isOne)
    if (!isOne(account) && delegator) {
      notes.push(
        note(
          'note',
          'The connected account proposes as a delegate. Its signature does not count.',
          [['For the owner', delegator]],
        ),
      )
    } else if (!isOne(account)) {
      notes.push(
        note('fail', 'The connected account is not an owner of the Safe.', [
          ['Connected', proposer.account],
          ...owners.map((owner) => ['Owner', owner] as const),
        ]),
      )
    }
  }
  return notes
}
