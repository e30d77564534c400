import type { AbiFunction } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { CallList, CallTree } from '@/components/calls/call-tree'
import { formatDelay } from '@/components/time/format-time'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { KeyValue } from '@/components/ui/key-value'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Proposal } from '@/lib/core/patch/plan-proposal'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'

export type ProposalPreviewProps = {
  proposal: Proposal
  /** Functions that were typed, to read migrations by. They prove nothing, and are marked so. */
  hints: readonly AbiFunction[]
  labels: AddressLabels
}

/** Exactly the bytes that would be signed, decoded from themselves, with every hash that commits to them. */
export function ProposalPreview({ proposal, hints, labels }: ProposalPreviewProps) {
  const { patch, operationId, delay, transaction, hashes } = proposal
  return (
    <>
      <div className="grid gap-1">
        <h3>What the Safe would do</h3>
        <CallTree
          call={decodeCall({ call: transaction, hints })}
          labels={labels}
          note={`then waits ${formatDelay(Number(delay))}`}
        />
      </div>
      <KeyValue
        stacked
        rows={[
          [
            'Patch digest, the salt',
            <HashView key="digest" hash={patch.digest} copyLabel="Copy patch digest" />,
          ],
          [
            'Operation id',
            <HashView key="operation" hash={operationId} copyLabel="Copy operation id" />,
          ],
          ['Safe', <AddressView key="safe" address={transaction.safe.address} full />],
          ['Timelock', <AddressView key="timelock" address={transaction.target} full />],
          ['Nonce', <b key="nonce">{String(transaction.nonce)}</b>],
          ['Domain hash', <HashView key="domain" hash={hashes.domainHash} />],
          ['Message hash', <HashView key="message" hash={hashes.messageHash} />],
          [
            'safeTxHash',
            <HashView key="safeTxHash" hash={hashes.safeTxHash} copyLabel="Copy safeTxHash" />,
          ],
        ]}
      />
      {patch.rollback && (
        <Disclosure summary={`Rollback kept in the dossier, ${countCalls(patch.rollback.length)}`}>
          <p className="mb-2 text-ink-2 text-sm">
            Puts every proxy back to the code it has now. It does not undo what a migration wrote.
          </p>
          <CallList calls={patch.rollback.map((call) => decodeCall({ call }))} labels={labels} />
        </Disclosure>
      )}
      <Disclosure summary="Dossier, the bytes that the digest commits to">
        <CodeBlock>{serializeDossier(patch)}</CodeBlock>
      </Disclosure>
    </>
  )
}

const countCalls = (count: number) => (count === 1 ? '1 call' : `${count} calls`)
