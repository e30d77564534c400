import type { Address } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { proxyPath } from '@/components/frame/paths'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Proxy } from '@/lib/core/proxy/proxy'
import { proxyKindNames } from './proxy-kind-names'

export type ProxyRow = {
  /** From the configuration. */
  readonly name: string
  readonly address: Address
  /** As the chain has it at the page's block. */
  readonly proxy: Known<Proxy>
}

/** The code in production: each configured proxy with what it runs at this block. */
export function ProxyTable({
  rows,
  chainId,
  title = 'Code in production',
}: {
  rows: readonly ProxyRow[]
  /** Links each proxy to its history. */
  chainId?: number | undefined
  title?: string | undefined
}) {
  return (
    <Panel title={title} note={rows.length === 1 ? '1 proxy' : `${rows.length} proxies`}>
      <DataTable caption="Proxies and the code they run" columns={['Contract', 'Runs']}>
        {rows.map(({ name, address, proxy }) => (
          <tr key={address}>
            <DataCell label="Contract">
              <span className="font-medium">
                <UntrustedText text={name} maxLength={64} />
              </span>{' '}
              {proxy.known && <Tag>{proxyKindNames[proxy.value.kind]}</Tag>}
              <div>
                <AddressView address={address} copy />
              </div>
              {chainId !== undefined && (
                <a className="link link-target text-xs" href={proxyPath({ chainId, address })}>
                  History
                </a>
              )}
            </DataCell>
            <DataCell label="Runs">
              <Runs proxy={proxy} />
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

function Runs({ proxy }: { proxy: Known<Proxy> }) {
  if (!proxy.known) return <Verdict verdict="unknown">{proxy.reason}</Verdict>
  const { implementation } = proxy.value
  return (
    <>
      <AddressView address={implementation.address} copy />
      <div className="text-ink-3 text-xs">
        code <ShortHash hash={implementation.codeHash} />
      </div>
    </>
  )
}
