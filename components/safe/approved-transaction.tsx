import Link from 'next/link'
import type { AddressLabels } from '@/components/address/address-labels'
import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { CallTree } from '@/components/calls/call-tree'
import { signPath } from '@/components/frame/paths'
import { Callout } from '@/components/ui/callout'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Verdict } from '@/components/ui/verdict'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Approved } from '@/lib/core/patch/find-approved'

export type ApprovedTransactionProps = {
  approved: Approved
  labels?: AddressLabels | undefined
}

/** What an approval of another Safe's transaction means: that transaction, told beside the hash that stands for it. */
export function ApprovedTransaction({ approved, labels }: ApprovedTransactionProps) {
  const { steps, missing } = approved
  return (
    <>
      {missing && (
        <Callout tone="fail" title="It approves a hash that nobody here knows">
          <p className="break-all font-mono text-xs">{missing}</p>
          <p>
            What it allows cannot be told, so it cannot be signed here. Ask whoever proposed it for
            the transaction behind the hash.
          </p>
        </Callout>
      )}
      {steps.length > 0 && (
        <Section title="What it approves" note="a transaction of a Safe that this one owns">
          <ol className="grid gap-3">
            {steps.map(({ transaction, record }) => (
              <li key={transaction.safeTxHash}>
                <Panel padded>
                  <div className="grid min-w-0 gap-3">
                    <p>
                      <Link
                        className="link link-target"
                        prefetch={false}
                        href={`${signPath(record.key)}?tx=${transaction.safeTxHash}`}
                      >
                        <UntrustedText text={record.title} maxLength={120} />
                      </Link>
                    </p>
                    <div className="grid gap-1">
                      <Verdict verdict="pass">its fields hash to what is approved</Verdict>
                      <HashView
                        hash={transaction.safeTxHash}
                        copyLabel="Copy safeTxHash that is approved"
                      />
                    </div>
                    <CallTree
                      call={decodeCall({
                        call: transaction.transaction,
                        operation: transaction.transaction.operation,
                      })}
                      labels={labels}
                    />
                  </div>
                </Panel>
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  )
}
