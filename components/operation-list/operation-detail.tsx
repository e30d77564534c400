import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { selectorOf } from '@/lib/core/timelock/kind/operation-risk'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'
import { type CallFact, callFacts } from './call-facts'
import { operationTitle } from './operation-title'

export type OperationDetailProps = {
  operation: Pick<ListedOperation, 'timelock' | 'operation'>
  /** The delay of its timelock as it is, in seconds. */
  delay?: bigint | undefined
  labels?: AddressLabels | undefined
}

/** Calls beyond these are counted by the title. */
const mostCalls = 3

/**
 * What its calls are given: what tells two operations of one name apart. Nothing where the calls are not at hand: of those that
 * are too large for a list, and where some are missing.
 */
export function OperationDetail({
  operation: { timelock, operation },
  delay,
  labels,
}: OperationDetailProps) {
  if (!operation || operation.missingCalls !== undefined) return null
  // What is over has not changed the delay as it is now.
  const before = isOpen(operation.instances.at(-1)) ? delay : undefined
  const lines = operation.calls.slice(0, mostCalls).flatMap((call, index) => {
    const facts = callFacts({ call, timelock: timelock.address, delay: before })
    return facts.length > 0 || index > 0 ? [{ call, facts, index }] : []
  })
  if (lines.length === 0) return null
  return (
    <div className="text-ink-2 text-sm">
      {lines.map(({ call, facts, index }) => (
        <div key={index}>
          {index > 0 && (
            <>
              then <UntrustedText text={titleOf(call, labels)} maxLength={80} />
              {facts.length > 0 && ': '}
            </>
          )}
          <Facts facts={facts} labels={labels} />
        </div>
      ))}
    </div>
  )
}

function titleOf({ target, data, signature }: QueuedCall, labels: AddressLabels | undefined) {
  return operationTitle({ targets: [target], selectors: [selectorOf(data)], signature }, labels)
}

function Facts({
  facts,
  labels,
}: {
  facts: readonly CallFact[]
  labels: AddressLabels | undefined
}) {
  return facts.map(({ name, value }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the arguments of a call never change places
    <span key={index}>
      {index > 0 && ', '}
      {name && (
        <span className="text-ink-3">
          <UntrustedText text={name} maxLength={40} />{' '}
        </span>
      )}
      {typeof value === 'string' ? (
        <UntrustedText text={value} maxLength={100} />
      ) : (
        <AddressView address={value.address} label={configuredLabelOf(labels, value.address)} />
      )}
    </span>
  ))
}
