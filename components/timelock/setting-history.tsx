import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { formatDelay } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

export type SettingHistoryProps = {
  /** Newest first. */
  settings: readonly TimelockSetting[]
  /** Seconds since the epoch by the chain's clock. */
  now: bigint | undefined
  /** Up to here a reorganisation is not expected any more. */
  finalizedBlock: bigint | undefined
}

const mostShown = 8

/** How delays, roles and rules changed, newest first; older changes are folded. */
export function SettingHistory({ settings, ...rest }: SettingHistoryProps) {
  return (
    <div className="grid gap-3">
      <Changes settings={settings.slice(0, mostShown)} {...rest} />
      {settings.length > mostShown && (
        <Disclosure summary={`Older changes: ${settings.length - mostShown}`}>
          <Changes settings={settings.slice(mostShown)} {...rest} />
        </Disclosure>
      )}
    </div>
  )
}

function Changes({ settings, now, finalizedBlock }: SettingHistoryProps) {
  return (
    <Panel>
      <DataTable
        caption="Changes of delays, roles and rules, newest first"
        columns={['When, UTC', 'What', 'Transaction']}
      >
        {settings.map((setting) => {
          const { position } = setting
          const isFinal = finalizedBlock !== undefined && position.blockNumber <= finalizedBlock
          return (
            <tr key={`${position.blockNumber}:${position.logIndex}`}>
              <DataCell label="When">
                <TimeView at={position.blockTimestamp} now={now} />
              </DataCell>
              <DataCell label="What">
                <What setting={setting} />
                {!isFinal && (
                  <div>
                    <Verdict verdict="unknown">not finalized</Verdict>
                  </div>
                )}
              </DataCell>
              <DataCell label="Transaction">
                <ShortHash hash={position.transactionHash} copyLabel="Copy transaction hash" />
              </DataCell>
            </tr>
          )
        })}
      </DataTable>
    </Panel>
  )
}

function What({ setting }: { setting: TimelockSetting }) {
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
          {setting.granted ? 'granted to' : 'taken from'} <AddressView address={setting.account} />
          {setting.by && (
            <span className="text-ink-3 text-xs">
              {' '}
              by <AddressView address={setting.by} />
            </span>
          )}
        </>
      )
    case 'admin':
      return (
        <>
          <span className="font-medium">
            <UntrustedText text={setting.name} maxLength={64} />
          </span>{' '}
          is now <AddressView address={setting.after} />
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
          <AddressView address={setting.call.target} />,{' '}
          <span className="font-mono text-xs">{setting.call.data.slice(0, 10)}</span>
        </>
      )
  }
}

const delayNames: Readonly<Record<string, string>> = {
  minDelay: 'Minimum delay',
  delay: 'Delay',
  cooldown: 'Cooldown',
  expiration: 'Expiration',
}
