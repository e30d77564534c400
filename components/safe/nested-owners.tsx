import Link from 'next/link'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { safePath, signPath } from '@/components/frame/paths'
import { Disclosure } from '@/components/ui/disclosure'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Verdict } from '@/components/ui/verdict'
import type { PublicConfig } from '@/lib/config/public-config'
import { nestedApprovals } from '@/lib/core/safe/nested-approvals'
import type { OwnerNode, SafeNode } from '@/lib/core/safe/owner-tree'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { NestedApprovalButton } from './nested-approval-button'
import type { NestedApprovalPanelProps } from './nested-approval-panel'
import { signatureProgress } from './signature-progress'
import { SignatureSeam } from './signature-seam'
import { thresholdWords } from './threshold-words'

export type NestedOwnersProps = {
  config: PublicConfig
  /** The Safe of the transaction, with its owners. */
  tree: SafeNode
  /** The transaction of the page, and what stands in its way. */
  lead: NestedApprovalPanelProps['lead']
  /** All that is known of, to find the approvals that are proposed already. */
  transactions: readonly ProposedTransaction[]
  labels?: AddressLabels | undefined
}

/** Owners that are no plain accounts, and how each of them confirms. */
export function NestedOwners(props: NestedOwnersProps) {
  const others = props.tree.owners.filter(({ kind }) => kind !== 'account')
  if (others.length === 0) return null
  return (
    <Section title="Owners that are contracts" note="read from the chain, three levels down">
      <Panel padded>
        <ul className="grid gap-5">
          {others.map((node) => (
            <li key={node.address} className="grid min-w-0 gap-2">
              <Owner {...props} node={node} path={[]} />
            </li>
          ))}
        </ul>
      </Panel>
    </Section>
  )
}

type OwnerProps = NestedOwnersProps & {
  node: OwnerNode
  /** The Safes between the transaction's and this one. */
  path: readonly SafeState[]
}

function Owner(props: OwnerProps) {
  const { node, labels } = props
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <AddressView address={node.address} label={labelOf(labels, node.address)} full copy />
        <OwnerKind node={node} />
      </p>
      {node.kind === 'safe' && <NestedSafe {...props} node={node} />}
    </>
  )
}

function OwnerKind({ node }: { node: OwnerNode }) {
  switch (node.kind) {
    case 'safe':
      return (
        <span className="text-ink-2 text-sm">
          a Safe, {thresholdWords(node.state.threshold, node.state.owners.length)}
        </span>
      )
    case 'account':
      return <span className="text-ink-2 text-sm">an account</span>
    case 'contract':
      return (
        <span className="text-ink-2 text-sm">
          a contract: whether a signature is its own it says itself (EIP-1271), asked on chain
        </span>
      )
    case 'delegated':
      return (
        <span className="text-ink-2 text-sm">
          an account that runs the code of <AddressView address={node.delegate} /> (EIP-7702)
        </span>
      )
    case 'cycle':
      return <Verdict verdict="fail">a Safe above itself: its approval waits for its own</Verdict>
    case 'too-deep':
      return <Verdict verdict="unknown">a Safe below the third level, not looked into</Verdict>
    case 'unknown':
      return (
        <Verdict verdict="unknown">
          <UntrustedText text={node.reason} maxLength={120} />
        </Verdict>
      )
  }
}

/** Its own transaction that approves the one above, the hash it would sign instead, and its own owners. */
function NestedSafe(props: OwnerProps & { node: SafeNode }) {
  const { config, lead, node, path, transactions } = props
  const below = [...path, node.state]
  const {
    unknown,
    approval,
    messageHash: message,
    steps,
  } = nestedApprovals({ lead, node, path, transactions })
  const inner = node.owners.filter(({ kind }) => kind !== 'account')
  if (unknown !== undefined) {
    return (
      <p className="text-sm">
        <Verdict verdict="unknown">
          How it approves is not known: it, or a Safe above it, says version{' '}
          <UntrustedText text={unknown} maxLength={32} />
        </Verdict>
      </p>
    )
  }
  return (
    <div className="grid min-w-0 gap-2 border-line border-l-2 pl-3">
      <KeyValue
        stacked
        rows={[
          [
            'Approves by',
            approval ? (
              <span key="approval" className="grid gap-1">
                <span className="flex flex-wrap items-center gap-x-3">
                  <Link
                    className="link link-target"
                    prefetch={false}
                    href={signPath(approval.safeTxHash)}
                  >
                    its own transaction, nonce {String(approval.transaction.nonce)}
                  </Link>
                  <SignatureSeam
                    progress={signatureProgress({ transaction: approval, safe: node.state })}
                  />
                </span>
                <HashView hash={approval.safeTxHash} copyLabel="Copy safeTxHash of the approval" />
              </span>
            ) : (
              'its own transaction; none is proposed yet'
            ),
          ],
          ...(message
            ? ([
                [
                  'Or signs',
                  <HashView key="message" hash={message} copyLabel="Copy SafeMessage hash" />,
                ],
              ] as const)
            : []),
        ]}
      />
      <p className="text-ink-3 text-xs">
        The second hash is what its owners sign where it confirms by EIP-1271 (SafeMessage). Hand
        such a signature in by file.
      </p>
      {!approval && steps && lead.transaction.outcome.status === 'pending' && (
        <NestedApprovalButton
          config={config}
          lead={lead}
          steps={steps}
          safe={node.state}
          above={[
            ...path.map(({ safe }) => safe.address).toReversed(),
            lead.safe.safe.address,
            ...(lead.above ?? []),
          ]}
        />
      )}
      {!approval && !steps && (
        <p className="text-ink-2 text-sm">It can approve once the Safe above has proposed.</p>
      )}
      <p className="text-sm">
        <Link className="link link-target" prefetch={false} href={safePath(node.state.safe)}>
          The queue of this Safe
        </Link>
      </p>
      {inner.length > 0 && (
        <Disclosure summary={`${inner.length} of its owners are contracts too`} open>
          <ul className="grid gap-4">
            {inner.map((each) => (
              <li key={each.address} className="grid min-w-0 gap-2">
                <Owner {...props} node={each} path={below} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}
