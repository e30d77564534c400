import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { formatDelay } from '@/components/time/format-time'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import { executionDelayOf } from '@/lib/core/timelock/access-manager/execution-delay-of'
import { roleLabelOf } from '@/lib/core/timelock/access-manager/role-label'
import type { AskedRoles } from '@/lib/core/timelock/kind/asked-roles'
import { holdersByEvents } from '@/lib/core/timelock/kind/holders-by-events'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { AskedClaim } from '@/lib/core/timelock/kind/role-claim'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

export type EventRolesProps = {
  timelock: Address
  kind: TimelockKind
  settings: readonly TimelockSetting[]
  /** What the contract said of it; undefined where it was not asked yet. */
  asked: AskedRoles | undefined
  /** Whether the events of every block since the deployment are known: otherwise somebody may be missing. */
  isComplete: boolean
  labels?: AddressLabels | undefined
}

type Held = { readonly holder: Address; readonly claim: AskedClaim | undefined }

/** Who holds which role by the events, one box for each, held against the contract where it was asked. */
export function EventRoles({
  timelock,
  kind,
  settings,
  asked,
  isComplete,
  labels,
}: EventRolesProps) {
  const roles = asked ? rolesOf(asked) : rolesByEvents(settings)
  const delayOf = (account: Address, role: string) =>
    kind === 'access-manager' ? executionDelayOf(settings, { account, role }) : undefined
  return (
    <Panel
      title="Who may do what"
      note={
        asked ? `asked at block ${asked.blockNumber.toLocaleString('en-US')}` : 'from its events'
      }
    >
      {roles.length === 0 ? (
        <p className="px-4 py-2.5 text-ink-2 text-sm max-md:px-3">
          {isComplete
            ? 'No event tells who may do what here.'
            : 'Nobody is known yet: its events are still being read.'}
        </p>
      ) : (
        <dl className="text-sm">
          {roles.map(({ role, held }) => (
            <div key={role} className="border-line border-b px-4 py-2 last:border-b-0 max-md:px-3">
              <dt className="text-ink-3 text-xs">
                <RoleName role={role} label={roleLabelOf(settings, role)} />
              </dt>
              {passesDelay({ role, held, timelock, kind }) && (
                <dd className="py-0.5">
                  <Verdict verdict="fail">{withoutDelay[role]}</Verdict>
                </dd>
              )}
              {held.length === 0 && <dd className="font-medium">no one</dd>}
              {held.slice(0, mostShown).map((each) => (
                <dd key={each.holder} className="py-0.5">
                  <Holder {...{ ...each, timelock, labels }} delay={delayOf(each.holder, role)} />
                </dd>
              ))}
              {held.length > mostShown && (
                <dd>
                  <Disclosure summary={`${held.length - mostShown} more`}>
                    <ul>
                      {held.slice(mostShown).map((each) => (
                        <li key={each.holder} className="py-0.5">
                          <Holder
                            {...{ ...each, timelock, labels }}
                            delay={delayOf(each.holder, role)}
                          />
                        </li>
                      ))}
                    </ul>
                  </Disclosure>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      <p className="border-line border-t px-4 py-2 text-ink-2 text-xs max-md:px-3">
        {limitsOf({ kind, asked, isComplete })}
      </p>
    </Panel>
  )
}

/** Kinds with one account for each thing, which the contract names. */
const hasNoRoles: ReadonlySet<TimelockKind> = new Set(['compound', 'ds-pause'])

/** What is not said by this list. */
function limitsOf({
  kind,
  asked,
  isComplete,
}: Pick<EventRolesProps, 'kind' | 'asked' | 'isComplete'>): string {
  if (!isComplete) {
    return 'Not every block since its deployment was read: others may hold roles too.'
  }
  if (!asked) return 'The contract was not asked yet whether this holds.'
  const others =
    asked.others > 0 ? `${asked.others.toLocaleString('en-US')} more were not asked about. ` : ''
  if (hasNoRoles.has(kind)) return `${others}The contract itself was asked.`
  return `${others}A contract does not list who holds a role: of whom no event tells, nothing is known.`
}

function rolesByEvents(settings: readonly TimelockSetting[]): { role: string; held: Held[] }[] {
  return holdersByEvents(settings).map(({ role, holders }) => ({
    role,
    held: holders.map((holder) => ({ holder, claim: undefined })),
  }))
}

/** Also who holds what the events say was taken away. */
function rolesOf({ claims }: AskedRoles): { role: string; held: Held[] }[] {
  const roles = new Map<string, Held[]>()
  for (const claim of claims) {
    const held = roles.get(claim.role) ?? []
    roles.set(claim.role, held)
    if (claim.holds || claim.contract) held.push({ holder: claim.account, claim })
  }
  return [...roles].map(([role, held]) => ({ role, held }))
}

const mostShown = 6

/** What holders of a role do at once, whatever the delay is. */
const withoutDelay: Readonly<Record<string, string>> = {
  admin: 'changes the roles without any delay',
  bypasser: 'makes calls without any delay',
}

/** An operation of the timelock itself has had its delay. */
function passesDelay({
  role,
  held,
  timelock,
  kind,
}: Pick<EventRolesProps, 'timelock' | 'kind'> & { role: string; held: readonly Held[] }): boolean {
  // The admin of Compound's only queues, executes and cancels: what changes the timelock waits like anything else.
  const isRole = Object.hasOwn(withoutDelay, role) && kind !== 'compound'
  return isRole && held.some(({ holder }) => !isAddressEqual(holder, timelock))
}

/** A role that nothing names is its id. */
function RoleName({ role, label }: { role: string; label: string | undefined }) {
  if (/^0x[0-9a-f]{64}$/i.test(role)) return <ShortHash hash={role as `0x${string}`} />
  return (
    <>
      <UntrustedText text={role.charAt(0).toUpperCase() + role.slice(1)} maxLength={64} />
      {label !== undefined && (
        <>
          {', labelled “'}
          <UntrustedText text={label} maxLength={120} />”
        </>
      )}
    </>
  )
}

function Holder({
  claim,
  delay,
  ...who
}: Held & {
  timelock: Address
  labels: AddressLabels | undefined
  /** Of this member alone, in seconds. */
  delay: bigint | undefined
}) {
  return (
    <>
      <HolderName {...who} />
      {delay === 0n && !isAddressEqual(who.holder, who.timelock) && (
        <span className="block">
          <Verdict verdict="warn">acts without any delay</Verdict>
        </span>
      )}
      {delay !== undefined && delay > 0n && (
        <span className="block text-ink-3 text-xs">acts after {formatDelay(Number(delay))}</span>
      )}
      {claim && <Word {...claim} />}
    </>
  )
}

/** Where the contract does not say the same as the events. */
function Word({ holds, contract }: AskedClaim) {
  if (holds === null) {
    return <span className="block text-ink-3 text-xs">by the contract; no event tells</span>
  }
  if (contract === holds) return null
  return (
    <span className="block">
      {contract === null ? (
        <Verdict verdict="unknown">by its events; the contract does not tell</Verdict>
      ) : holds ? (
        <Verdict verdict="fail">by its events; the contract says not</Verdict>
      ) : (
        <Verdict verdict="fail">
          taken away by its events; the contract says that it holds it
        </Verdict>
      )}
    </span>
  )
}

function HolderName({
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
  // Whole addresses below one another can be compared; behind a name each would begin elsewhere.
  return typeof label === 'string' ? (
    <>
      <span className="block font-medium">
        <UntrustedText text={label} maxLength={64} />
      </span>
      <AddressView address={holder} full copy />
    </>
  ) : (
    <AddressView address={holder} label={label} full copy />
  )
}
