import type { ReactNode } from 'react'
import { isAddressEqual, zeroAddress } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { CodeBlock } from '@/components/ui/code-block'
import { CopyButton } from '@/components/ui/copy-button'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import type { Call } from '@/lib/core/chain/call'
import { holdersByEvents } from '@/lib/core/timelock/kind/holders-by-events'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation, TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { SaltEntryPanel } from './salt-entry-panel'

export type ByHandProps = {
  operation: QueuedOperation
  standing: OperationStanding
  execute: Call | undefined
  cancel: Call | undefined
  settings: readonly TimelockSetting[]
}

/** The calls that execute and cancel it, to be copied into any wallet. */
export function ByHand({ operation, standing, execute, cancel, settings }: ByHandProps) {
  const isOver = ['executed', 'cancelled', 'stale', 'passed', 'unset'].includes(standing)
  if (isOver) {
    return (
      <Panel padded>
        <p className="text-ink-2 text-sm">
          Nothing can be done with it any more
          {standing === 'cancelled' && '; a proposer can schedule the same again'}
          {standing === 'stale' && ' but to take it off the contract'}.
        </p>
        {standing === 'stale' && cancel && <CallBox title="Cancel" call={cancel} who={undefined} />}
      </Panel>
    )
  }
  return (
    <Panel padded>
      <div className="grid gap-4">
        {execute ? (
          <CallBox
            title="Execute"
            note={executeNotes[standing]}
            call={execute}
            who={<Who settings={settings} roles={mayExecute[operation.kind]} />}
          />
        ) : (
          <div className="grid gap-2 text-sm">
            <p className="font-semibold">Execute</p>
            <p className="text-ink-2">
              The call cannot be built from what is known
              {operation.salt === 'unknown' ? ': its salt was never told.' : '.'}
            </p>
            {operation.salt === 'unknown' && operation.missingCalls === undefined && (
              <SaltEntryPanel
                id={operation.id}
                timelock={operation.timelock.address}
                calls={operation.calls.map(({ target, value, data }) => ({
                  target,
                  value: value.toString(),
                  data,
                }))}
                predecessor={operation.predecessor}
              />
            )}
          </div>
        )}
        {cancel && (
          <CallBox
            title="Cancel"
            call={cancel}
            who={<Who settings={settings} roles={mayCancel[operation.kind]} />}
          />
        )}
      </div>
    </Panel>
  )
}

const executeNotes: Readonly<Partial<Record<OperationStanding, string>>> = {
  waiting: 'fails until the delay is over',
  blocked: 'fails until what blocks it is over',
}

function CallBox({
  title,
  note,
  call,
  who,
}: {
  title: string
  note?: string | undefined
  call: Call
  who: ReactNode
}) {
  return (
    <div className="grid gap-1.5 text-sm">
      <p>
        <b>{title}</b> {note && <span className="text-ink-3 text-xs">{note}</span>}
      </p>
      {who}
      <p className="text-ink-2">
        To <AddressView address={call.target} full copy />
      </p>
      <Disclosure
        summary={<>Calldata, {((call.data.length - 2) / 2).toLocaleString('en-US')} bytes</>}
        open={call.data.length < 600}
      >
        <CodeBlock>
          {call.data.length > longest ? `${call.data.slice(0, longest)}…` : call.data}
        </CodeBlock>
      </Disclosure>
      <p className="-ml-[5px]">
        <CopyButton value={call.data} label={`Copy calldata to ${title.toLowerCase()}`} />
        <span className="scripted text-ink-3 text-xs">the whole calldata</span>
      </p>
    </div>
  )
}

const longest = 20_000

/** The roles whose holders may, of the kinds that have such roles; the first that a timelock has. */
const mayExecute: Readonly<Partial<Record<TimelockKind, readonly string[]>>> = {
  openzeppelin: ['executor'],
  compound: ['admin'],
  'chainlink-rbac': ['executor'],
}
const mayCancel: Readonly<Partial<Record<TimelockKind, readonly string[]>>> = {
  openzeppelin: ['canceller', 'proposer'],
  compound: ['admin'],
  'chainlink-rbac': ['canceller'],
}

/** Who may, by the events: the contract decides. */
function Who({
  settings,
  roles = [],
}: {
  settings: readonly TimelockSetting[]
  roles: readonly string[] | undefined
}) {
  const known = holdersByEvents(settings)
  const role = roles.find((name) => known.some((each) => each.role === name))
  const holders = known.find((each) => each.role === role)?.holders
  if (!holders) return null
  if (holders.some((holder) => isAddressEqual(holder, zeroAddress))) {
    return <p className="text-ink-2">Anyone may: the role is open.</p>
  }
  if (holders.length === 0)
    return <p className="text-ink-2">According to its events, nobody may.</p>
  return (
    <p className="text-ink-2">
      According to its events, this is for{' '}
      {holders.slice(0, 4).map((holder, index) => (
        <span key={holder}>
          {index > 0 && ', '}
          <AddressView address={holder} full />
        </span>
      ))}
      {holders.length > 4 && ` and ${holders.length - 4} more`}.
    </p>
  )
}
