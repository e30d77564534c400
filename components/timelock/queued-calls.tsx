import { isAddressEqual } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { CallTree } from '@/components/calls/call-tree'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import { tellEther } from '@/lib/core/chain/tell-ether'
import { decodeQueuedCall, mostDecoded } from '@/lib/core/timelock/kind/decode-queued-call'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedCall, QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TargetCode } from '@/lib/core/timelock/kind/target-code'

export type QueuedCallsProps = {
  operation: QueuedOperation
  standing: OperationStanding
  targets: readonly TargetCode[]
  /** Of the timelock, in wei. */
  balance: Known<bigint>
  labels?: AddressLabels | undefined
}

/** The calls in their order, with what about each of them deserves a look. */
export function QueuedCalls({ operation, standing, targets, balance, labels }: QueuedCallsProps) {
  const { calls, missingCalls, timelock } = operation
  const value = calls.reduce((sum, call) => sum + call.value, 0n)
  return (
    <Panel padded>
      {operation.origin === 'calls' ? (
        <EmptyState title="It makes no call">
          It was scheduled as a batch without calls. Executing it changes nothing, but others may
          wait for it as their predecessor.
        </EmptyState>
      ) : calls.length === 0 ? (
        <EmptyState title="The calls are unknown">
          No event tells them. An empty batch has none; else they were not delivered.
        </EmptyState>
      ) : (
        <ol className="grid gap-2">
          {calls.slice(0, mostDecoded).map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the calls of one operation never change places
            <li key={index}>
              <CallTree call={decodeQueuedCall(call)} labels={labels} />
              <Marks
                call={call}
                isSelf={isAddressEqual(call.target, timelock.address)}
                code={targets.find(({ address }) => isAddressEqual(address, call.target))}
              />
            </li>
          ))}
        </ol>
      )}
      {calls.length > mostDecoded && (
        <p className="mt-2 text-ink-2 text-sm">
          And {calls.length - mostDecoded} more calls; all of them are in the JSON of the operation.
        </p>
      )}
      {missingCalls !== undefined && (
        <p className="mt-2">
          <Verdict verdict="unknown">{missingCalls} more calls were not delivered</Verdict>
        </p>
      )}
      {value > 0n && <Value value={value} balance={balance} standing={standing} />}
    </Panel>
  )
}

function Marks({
  call,
  isSelf,
  code,
}: {
  call: QueuedCall
  isSelf: boolean
  code: TargetCode | undefined
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs empty:hidden">
      {isSelf && <Tag tone="strong">self-administration: it changes the timelock itself</Tag>}
      {call.delegatecall && (
        <Verdict verdict="warn">
          runs foreign code as the timelock, or the account behind it
        </Verdict>
      )}
      {call.codeHash && (
        <span className="text-ink-2">
          only if the target has the code <HashView hash={call.codeHash} />
        </span>
      )}
      {code && call.data !== '0x' && <CodeMark code={code} />}
    </div>
  )
}

/** A raw call to an account without code succeeds and does nothing. */
function CodeMark({ code: { address, scheduled, now } }: { code: TargetCode }) {
  const target = <AddressView address={address} />
  if (now.known && !now.value) {
    const then = !scheduled.known
      ? ''
      : scheduled.value
        ? '; it had code when this was scheduled'
        : ', and had none when this was scheduled'
    return (
      <Verdict verdict="fail">
        {target} has no code now{then}: the call would succeed and do nothing
      </Verdict>
    )
  }
  if (now.known && scheduled.known && !scheduled.value) {
    return (
      <Verdict verdict="warn">{target} had no code when this was scheduled; it has now</Verdict>
    )
  }
  if (!now.known)
    return (
      <Verdict verdict="unknown">
        whether {target} has code: {now.reason}
      </Verdict>
    )
  return null
}

function Value({
  value,
  balance,
  standing,
}: {
  value: bigint
  balance: Known<bigint>
  standing: OperationStanding
}) {
  const isOver = ['executed', 'cancelled', 'stale', 'passed'].includes(standing)
  return (
    <p className="mt-3 border-line border-t pt-3 text-sm">
      It sends {tellEther(value)}.{' '}
      {isOver ? null : balance.known ? (
        <Verdict verdict={balance.value >= value ? 'pass' : 'warn'}>
          {balance.value >= value
            ? `the timelock holds ${tellEther(balance.value)} now`
            : `the timelock holds ${tellEther(balance.value)} now: whoever executes has to add the rest`}
        </Verdict>
      ) : (
        <Verdict verdict="unknown">{balance.reason}</Verdict>
      )}
    </p>
  )
}
