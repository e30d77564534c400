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
  return (
    <div className="grid gap-3">
      <Changes changes={changes.slice(0, mostShown)} {...rest} />
      {changes.length > mostShown && (
        <Disclosure summary={`Older changes: ${changes.length - mostShown}`}>
          <Changes changes={changes.slice(mostShown)} {...rest} />
        </Disclosure>
      )}
    </div>
  )
}

type Change = {
  readonly key: string
  readonly block: { readonly number: bigint; readonly timestamp: bigint }
  /** Absent where no event tells of it: the block is the one at which it was noticed. */
  readonly transactionHash?: Hash
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

function Changes({
  changes,
  now,
  finalizedBlock,
}: Omit<SettingHistoryProps, 'settings' | 'silentDelays'> & { changes: readonly Change[] }) {
  return (
    <Panel>
      <DataTable
        caption="Changes of delays, roles and rules, newest first"
        columns={['When, UTC', 'What', 'Transaction']}
      >
        {changes.map(({ key, block, transactionHash, setting }) => {
          const isFinal = finalizedBlock !== undefined && block.number <= finalizedBlock
          return (
            <tr key={key}>
              <DataCell label="When">
                <TimeView at={block.timestamp} now={now} />
              </DataCell>
              <DataCell label="What" className="wide-cell">
                <What setting={setting} />
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
                  `no event tells of it; noticed at block ${block.number}`
                )}
              </DataCell>
            </tr>
          )
        })}
      </DataTable>
    </Panel>
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
          {setting.by && (
            <div className="text-ink-3 text-xs">
              by <AddressView address={setting.by} full copy />
            </div>
          )}
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
