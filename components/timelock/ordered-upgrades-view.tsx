import Link from 'next/link'
import { AddressView } from '@/components/address/address-view'
import { proxyPath } from '@/components/frame/paths'
import { Panel } from '@/components/ui/panel'
import type { OrderedUpgrade } from '@/lib/core/timelock/kind/ordered-upgrades'

export type OrderedUpgradesViewProps = {
  chainId: number
  upgrades: readonly OrderedUpgrade[]
  /** Whether it may still be executed: then the new code is held against what runs now. */
  isOpen: boolean
}

/** Of a batch that upgrades more, the rest stands among its calls. */
const mostShown = 20

/** Each proxy with the code that it is to run, as whole addresses, and where the sources are compared. */
export function OrderedUpgradesView({ chainId, upgrades, isOpen }: OrderedUpgradesViewProps) {
  return (
    <Panel padded>
      <ul className="grid gap-3 text-sm">
        {upgrades.slice(0, mostShown).map(({ proxy, implementation }) => {
          const path = proxyPath({ chainId, address: proxy })
          return (
            <li key={`${proxy}:${implementation}`} className="grid gap-1">
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
                <dt className="text-ink-2">Proxy</dt>
                <dd>
                  <AddressView address={proxy} full copy />
                </dd>
                <dt className="text-ink-2">Code after</dt>
                <dd>
                  <AddressView address={implementation} full copy />
                </dd>
              </dl>
              <p className="flex flex-wrap gap-x-3">
                {isOpen && (
                  <Link
                    className="link link-target"
                    prefetch={false}
                    href={`${path}?to=${implementation}`}
                  >
                    Source diff against what runs now
                  </Link>
                )}
                <Link className="link link-target" prefetch={false} href={path}>
                  Every version of this proxy
                </Link>
              </p>
            </li>
          )
        })}
      </ul>
      {upgrades.length > mostShown && (
        <p className="mt-2 text-ink-2 text-sm">
          And {upgrades.length - mostShown} more, among the calls.
        </p>
      )}
    </Panel>
  )
}
