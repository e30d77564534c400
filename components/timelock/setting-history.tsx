import { type Address, type Hash, isAddressEqual, zeroAddress } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { formatDelay } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { SilentDelay } from '@/lib/core/timelock/kind/silent-delay'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

export type SettingHistoryProps = {
  /** Newest first. */
  settings: readonly TimelockSetting[]
  /** Changes of delays of which no event tells; oldest first. */
  silentDelays?: readonly SilentDelay[] | undefined
  /** Seconds since the epoch by the chain's clock. */
  now: bigint | undefined
  /** Up to here a reorganisation is not expected any more. */
  finalizedBlock: bigint | undefined
}

const mostShown = 8

/** How delays, roles and rules changed, newest first; older changes are folded. */
export function SettingHistory({ settings, silentDelays = [], ...rest }: SettingHistoryProps) {
  const changes = changesOf(settings, silentDelays)
  const steps = stepsOf(changes)
  // What one transaction did is not torn apart.
  const shown = steps.filter(({ before }) => before < mostShown)
  const folded = steps.slice(shown.length)
  const [oldest] = folded
  return (
    <div className="grid gap-3">
      <Steps steps={shown} {...rest} />
      {oldest && (
        <Disclosure summary={`Older changes: ${changes.length - oldest.before}`}>
          <Steps steps={folded} {...rest} />
        </Disclosure>
      )}
    </div>
  )
}

type Change = {
  readonly key: string
  readonly block: { readonly number: bigint; readonly timestamp: bigint }
  /** Absent where no event tells of it: the block is the one at which it was noticed. */
  readonly transactionHash?: Hash | undefined
  readonly setting: Setting
}

type Setting =
  | TimelockSetting
  | (Pick<SilentDelay, 'name' | 'before' | 'after'> & { what: 'delay' })

/** Newest first. */
function changesOf(
  settings: readonly TimelockSetting[],
  silentDelays: readonly SilentDelay[],
): Change[] {
  const told = settings.map((setting, at): Change => {
    const {
      blockNumber: number,
      blockTimestamp: timestamp,
      logIndex,
      transactionHash,
    } = setting.position
    // One event may tell of several.
    const key = `${number}:${logIndex}:${at}`
    return { key, block: { number, timestamp }, transactionHash, setting }
  })
  const noticed = silentDelays.map(
    ({ blockNumber: number, blockTimestamp: timestamp, ...delay }): Change => ({
      key: `${number}:${delay.name}`,
      block: { number, timestamp },
      setting: { what: 'delay', ...delay },
    }),
  )
  return [...noticed.toReversed(), ...told].toSorted((a, b) =>
    Number(b.block.number - a.block.number),
  )
}

/** What one transaction changed. */
type Step = Pick<Change, 'key' | 'block' | 'transactionHash'> & {
  readonly changes: readonly Change[]
  /** How many changes stand above it. */
  readonly before: number
}

/** Changes of one transaction as one: deploying a timelock alone makes half a dozen. */
function stepsOf(changes: readonly Change[]): Step[] {
  const steps: Step[] = []
  for (const [before, change] of changes.entries()) {
    const { key, block, transactionHash } = change
    const last = steps.at(-1)
    const isSame =
      transactionHash !== undefined &&
      last?.transactionHash === transactionHash &&
      last.block.number === block.number
    if (last && isSame) steps.splice(-1, 1, { ...last, changes: [...last.changes, change] })
    else steps.push({ key, block, transactionHash, changes: [change], before })
  }
  return steps
}

function Steps({
  steps,
  now,
  finalizedBlock,
}: Omit<SettingHistoryProps, 'settings' | 'silentDelays'> & { steps: readonly Step[] }) {
  return (
    <Panel>
      <DataTable
        caption="Changes of delays, roles and rules, newest first"
        columns={['When, UTC', 'What', 'Transaction']}
      >
        {steps.map(({ key, block, transactionHash, changes }) => {
          const isFinal = finalizedBlock !== undefined && block.number <= finalizedBlock
          return (
            <tr key={key}>
              <DataCell
                label="When"
                className="bare-cell md:whitespace-nowrap max-md:[&_br]:hidden"
              >
                <TimeView at={block.timestamp} now={now} stacked />
              </DataCell>
              <DataCell label="What" className="bare-cell">
                <Whats changes={changes} />
                {!isFinal && (
                  <div>
                    <Verdict verdict="unknown">not finalized</Verdict>
                  </div>
                )}
              </DataCell>
              <DataCell label="Transaction">
                {transactionHash ? (
                  <ShortHash hash={transactionHash} copyLabel="Copy transaction hash" />
                ) : (
                  `no event tells of it; noticed at block ${block.number.toLocaleString('en-US')}`
                )}
              </DataCell>
            </tr>
          )
        })}
      </DataTable>
    </Panel>
  )
}

/** Each change; who made them is said once where it is the same for all of which it is known. */
function Whats({ changes }: { changes: readonly Change[] }) {
  const roles = changes.flatMap(({ setting }) => (setting.what === 'role' ? [setting] : []))
  const [first] = roles
  const by = roles.every((role) => role.by === first?.by) ? first?.by : undefined
  return (
    <>
      <ul className="grid gap-1">
        {changes.map(({ key, setting }) => (
          <li key={key}>
            <What setting={setting} />
            {by === undefined && setting.what === 'role' && setting.by && <By by={setting.by} />}
          </li>
        ))}
      </ul>
      {by && <By by={by} isOfRoles={roles.length < changes.length} />}
    </>
  )
}

function By({ by, isOfRoles = false }: { by: Address; isOfRoles?: boolean }) {
  return (
    <div className="text-ink-3 text-xs">
      {isOfRoles && 'roles '}by <AddressView address={by} full copy />
    </div>
  )
}

function What({ setting }: { setting: Setting }) {
  switch (setting.what) {
    case 'delay':
      return (
        <>
          <span className="font-medium">{delayNames[setting.name] ?? setting.name}</span>{' '}
          {setting.before !== undefined && (
            <>
              <span className="before-side rounded-tag px-1">
                {formatDelay(Number(setting.before))}
              </span>{' '}
              <span aria-hidden="true">→</span>
              <span className="sr-only">to</span>{' '}
            </>
          )}
          <span className="after-side rounded-tag px-1">{formatDelay(Number(setting.after))}</span>
        </>
      )
    case 'role':
      return (
        <>
          <span className="font-medium">
            <UntrustedText text={setting.role} maxLength={66} />
          </span>{' '}
          {setting.granted ? 'granted to' : 'taken from'} <Account address={setting.account} />
        </>
      )
    case 'admin':
      return (
        <>
          <span className="font-medium">
            <UntrustedText text={setting.name} maxLength={64} />
          </span>{' '}
          is now <AddressView address={setting.after} full copy />
        </>
      )
    case 'rule':
      return (
        <>
          <span className="font-medium">
            <UntrustedText text={setting.subject} maxLength={100} />
          </span>
          : <UntrustedText text={setting.after} maxLength={200} />
        </>
      )
    case 'bypass':
      return (
        <>
          <Verdict verdict="fail">a call without any delay</Verdict> to{' '}
          <AddressView address={setting.call.target} full copy />,{' '}
          <span className="font-mono text-xs">{setting.call.data.slice(0, 10)}</span>
        </>
      )
  }
}

/** A role of the zero address is open to everybody. */
function Account({ address }: { address: Address }) {
  if (!isAddressEqual(address, zeroAddress)) return <AddressView address={address} full copy />
  return (
    <>
      <span className="font-medium">anyone</span>{' '}
      <span className="text-ink-3">open role, address 0</span>
    </>
  )
}

const delayNames: Readonly<Record<string, string>> = {
  minDelay: 'Minimum delay',
  delay: 'Delay',
  cooldown: 'Cooldown',
  expiration: 'Expiration',
}
