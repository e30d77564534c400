import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import { holdersByEvents } from '@/lib/core/timelock/kind/holders-by-events'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

export type EventRolesProps = {
  timelock: Address
  settings: readonly TimelockSetting[]
  /** Whether the events of every block are known: otherwise somebody may be missing. */
  isComplete: boolean
  labels?: AddressLabels | undefined
}

/** Who holds which role by the events, one box for each. */
export function EventRoles({ timelock, settings, isComplete, labels }: EventRolesProps) {
  const roles = holdersByEvents(settings)
  return (
    <Panel title="Who may do what" note="from its events">
      {roles.length === 0 ? (
        <p className="px-4 py-2.5 text-ink-2 text-sm max-md:px-3">
          {isComplete
            ? 'No event tells who may do what here.'
            : 'Nobody is known yet: its events are still being read.'}
        </p>
      ) : (
        <dl className="text-sm">
          {roles.map(({ role, holders }) => (
            <div key={role} className="border-line border-b px-4 py-2 last:border-b-0 max-md:px-3">
              <dt className="text-ink-3 text-xs">
                <RoleName role={role} />
              </dt>
              {passesDelay(role, holders, timelock) && (
                <dd className="py-0.5">
                  <Verdict verdict="fail">{withoutDelay[role]}</Verdict>
                </dd>
              )}
              {holders.length === 0 && <dd className="font-medium">no one</dd>}
              {holders.slice(0, mostShown).map((holder) => (
                <dd key={holder} className="py-0.5">
                  <Holder {...{ holder, timelock, labels }} />
                </dd>
              ))}
              {holders.length > mostShown && (
                <dd>
                  <Disclosure summary={`${holders.length - mostShown} more`}>
                    <ul>
                      {holders.slice(mostShown).map((holder) => (
                        <li key={holder} className="py-0.5">
                          <Holder {...{ holder, timelock, labels }} />
                        </li>
                      ))}
                    </ul>
                  </Disclosure>
                </dd>
              )}
            </div>
          ))}
          {!isComplete && (
            <p className="border-line border-t px-4 py-2 text-ink-2 text-xs max-md:px-3">
              Not every block was read: others may hold roles too, or these not any more.
            </p>
          )}
        </dl>
      )}
    </Panel>
  )
}

const mostShown = 6

/** What holders of a role do at once, whatever the delay is. */
const withoutDelay: Readonly<Record<string, string>> = {
  admin: 'changes the roles without any delay',
  bypasser: 'makes calls without any delay',
}

/** An operation of the timelock itself has had its delay. */
function passesDelay(role: string, holders: readonly Address[], timelock: Address): boolean {
  const isRole = Object.hasOwn(withoutDelay, role)
  return isRole && holders.some((holder) => !isAddressEqual(holder, timelock))
}

/** A role that nothing names is its id. */
function RoleName({ role }: { role: string }) {
  if (/^0x[0-9a-f]{64}$/i.test(role)) return <ShortHash hash={role as `0x${string}`} />
  return <UntrustedText text={role.charAt(0).toUpperCase() + role.slice(1)} maxLength={64} />
}

function Holder({
  holder,
  timelock,
  labels,
}: {
  holder: Address
  timelock: Address
  labels: AddressLabels | undefined
}) {
  if (isAddressEqual(holder, zeroAddress)) {
    return (
      <>
        <span className="font-medium">anyone</span>{' '}
        <span className="text-ink-3">open role, address 0</span>
      </>
    )
  }
  const label = isAddressEqual(holder, timelock) ? 'the timelock itself' : labelOf(labels, holder)
  return <AddressView address={holder} label={label} full copy />
}
