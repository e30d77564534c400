import { Panel } from '@/components/ui/panel'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { OwnersList, type OwnersListProps } from './owners-list'
import { signatureProgress } from './signature-progress'
import { SignatureSeam } from './signature-seam'

export type SignaturesBoxProps = OwnersListProps & { transaction: ProposedTransaction }

/** How far the signatures have got, and whose they are. */
export function SignaturesBox(props: SignaturesBoxProps) {
  const progress = signatureProgress({ transaction: props.transaction, safe: props.safe })
  const missing = props.safe.threshold - progress.signed
  return (
    <Panel title="Signatures" note={`Safe nonce ${props.transaction.transaction.nonce}`} padded>
      <SignatureSeam progress={progress} large />
      <p className="mt-1 mb-3 text-ink-3 text-xs">{outcomeNote(props.transaction, missing)}</p>
      <OwnersList {...props} />
    </Panel>
  )
}

function outcomeNote({ outcome }: ProposedTransaction, missing: number): string {
  if (outcome.status === 'replaced')
    return 'Another transaction used its nonce; it can never execute.'
  if (outcome.status === 'executed') {
    return outcome.success
      ? 'The Safe executed it.'
      : 'The Safe executed it, and the call inside failed.'
  }
  return missing > 0
    ? `${missing} more, then anyone can execute the Safe transaction.`
    : 'Enough. Anyone can execute the Safe transaction.'
}
