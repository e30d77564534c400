import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { sameAddress } from '@/components/safe/signature-progress'
import { thresholdWords } from '@/components/safe/threshold-words'
import { formatDelay } from '@/components/time/format-time'
import { Panel } from '@/components/ui/panel'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { RoleHolders, TimelockRole, TimelockState } from '@/lib/core/timelock/timelock-state'

export type RolesViewProps = {
  timelock: TimelockState
  /** Safes among the holders, to say how many of how many. */
  safes?: readonly SafeState[] | undefined
  labels?: AddressLabels | undefined
  title?: string | undefined
}

const roles: readonly (readonly [role: TimelockRole, name: string])[] = [
  ['proposer', 'Proposer'],
  ['canceller', 'Canceller'],
  ['executor', 'Executor'],
  ['admin', 'Admin'],
]

/** Who can change it: every holder of every role that matters, in full. */
export function RolesView({
  timelock,
  safes = [],
  labels,
  title = 'Who can change it',
}: RolesViewProps) {
  return (
    <Panel title={title} note="from event logs, confirmed by hasRole">
      <dl className="text-sm">
        {roles.map(([role, name]) => (
          <div key={role} className="border-line border-b px-4 py-2 max-md:px-3">
            <dt className="text-ink-3 text-xs">{name}</dt>
            <Holders holders={timelock.roles[role]} {...{ timelock, safes, labels }} />
          </div>
        ))}
        <div className="px-4 py-2 max-md:px-3">
          <dt className="text-ink-3 text-xs">Timelock</dt>
          <dd>
            <AddressView address={timelock.timelock.address} full copy />
            <div className="text-ink-2">minimum delay {formatDelay(Number(timelock.minDelay))}</div>
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

function Holders({
  holders,
  timelock,
  safes,
  labels,
}: {
  holders: RoleHolders
  timelock: TimelockState
  safes: readonly SafeState[]
  labels: AddressLabels | undefined
}) {
  if (!holders.open && holders.holders.length === 0) {
    return <dd className="font-medium">no one</dd>
  }
  return (
    <>
      {holders.open && (
        <dd>
          <span className="font-medium">anyone</span>{' '}
          <span className="text-ink-3">open role, address 0</span>
        </dd>
      )}
      {holders.holders.map((holder) => {
        const label = labelOf(labels, holder)
        const isItself = sameAddress(holder, timelock.timelock.address)
        const safe = safes.find((item) => sameAddress(item.safe.address, holder))
        return (
          <dd key={holder} className="py-0.5">
            <span className="font-medium">
              {isItself ? 'the timelock itself' : typeof label === 'string' && label}
            </span>{' '}
            {safe && (
              <span className="text-ink-3">
                {thresholdWords(safe.threshold, safe.owners.length)}
              </span>
            )}
            <div>
              <AddressView
                address={holder}
                label={typeof label === 'string' ? undefined : label}
                full
                copy
              />
            </div>
          </dd>
        )
      })}
    </>
  )
}
