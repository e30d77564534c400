import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { loadDesk } from '@/app/(desk)/load-desk'
import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { timelockPath } from '@/components/frame/paths'
import { formatDelay } from '@/components/time/format-time'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'

export const metadata: Metadata = { title: 'Timelocks' }

export default async function TimelocksPage() {
  const { desks, config } = await loadDesk()
  return (
    <DeskPage facts={<DeskFacts desks={desks} config={config} />} jsonHref="/api/v1/queue">
      <PageHeader title="Timelocks" lead="Every timelock this desk looks after." />
      <Panel>
        <DataTable
          caption="Timelocks with their minimum delay and open operations"
          columns={['Protocol', 'Timelock', 'Minimum delay', 'Open operations']}
        >
          {config.protocols.map(({ name, chainId, timelock }) => {
            const desk = desks.find((each) => each.name === name)
            const state = desk?.chain?.facts.timelock
            const open = desk?.records.filter(({ stage }) =>
              ['scheduled', 'ready', 'blocked'].includes(stage),
            )
            return (
              <tr key={name}>
                <DataCell label="Protocol">
                  <a
                    className="link link-target"
                    href={timelockPath({ chainId, address: timelock })}
                  >
                    {name}
                  </a>
                </DataCell>
                <DataCell label="Timelock">
                  <AddressView address={timelock} full copy />
                </DataCell>
                <DataCell label="Minimum delay">
                  {state?.known ? (
                    formatDelay(Number(state.value.minDelay))
                  ) : (
                    <Verdict verdict="unknown">unknown</Verdict>
                  )}
                </DataCell>
                <DataCell label="Open operations">
                  {desk?.chain ? open?.length : <Verdict verdict="unknown">unknown</Verdict>}
                </DataCell>
              </tr>
            )
          })}
        </DataTable>
      </Panel>
    </DeskPage>
  )
}
