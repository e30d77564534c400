import type { Hash } from 'viem'
import { Disclosure } from '@/components/ui/disclosure'
import type { DeviceScreen, DeviceView } from '@/lib/core/signing/device/device-view'
import { DeviceHash } from './device-hash'

/** Everything one device shows, screen by screen, and what it leaves out. */
export function DeviceViewBox({ view, open }: { view: DeviceView; open?: boolean | undefined }) {
  const { device, when, screens, missing } = view
  return (
    <Disclosure
      open={open}
      summary={
        <>
          <b className="text-ink">{device}</b> {when}
        </>
      }
    >
      <dl className="grid max-w-xl gap-1.5">
        {screens.map((screen, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the screens of a device never change places
          <Screen key={index} screen={screen} />
        ))}
      </dl>
      <ul className="mt-2 grid gap-1 text-ink-3 text-xs">
        {missing.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Disclosure>
  )
}

function Screen({ screen: { heading, value, form } }: { screen: DeviceScreen }) {
  if (form === 'hash') return <DeviceHash heading={heading} hash={value as Hash} />
  return (
    <div className="min-w-0 rounded-panel bg-device px-3 py-2 text-on-device">
      <dt className="text-on-device-2 text-xs">{heading}</dt>
      <dd className="max-h-40 overflow-y-auto break-all text-sm">
        {form === 'hex' ? <code className="text-sm">{shortened(value)}</code> : value}
      </dd>
    </div>
  )
}

/** Nobody compares more by eye; the hash covers all of it. Characters. */
const mostShown = 4_000

function shortened(value: string): string {
  const missing = value.length - mostShown
  return missing > 0 ? `${value.slice(0, mostShown)}… (${missing} more characters)` : value
}
