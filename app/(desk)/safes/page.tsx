import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { loadDesk } from '@/app/(desk)/load-desk'
import { configuredSafes } from '@/app/(desk)/safes/configured-safes'
import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { safePath } from '@/components/frame/paths'
import { ButtonLink } from '@/components/ui/button'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'

export const metadata: Metadata = { title: 'Safes' }

export default async function SafesPage() {
  const { desks, config } = await loadDesk()
  return (
    <DeskPage facts={<DeskFacts desks={desks} config={config} />} jsonHref="/api/v1/safes">
      <PageHeader
        title="Safes"
        lead="Who signs for the protocols, and who guards them."
        actions={<ButtonLink href="/signatures">Signatures by file or link</ButtonLink>}
      />
      <Panel>
        <DataTable
          caption="Safes with their threshold and nonce"
          columns={['Safe', 'Address', 'Threshold', 'Next nonce', 'Version']}
        >
          {configuredSafes(desks, config).map(({ at, role, state }) => (
            <tr key={`${at.chainId}:${at.address}`}>
              <DataCell label="Safe">
                <a className="link link-target" href={safePath(at)}>
                  {role}
                </a>
              </DataCell>
              <DataCell label="Address" className="wide-cell">
                <AddressView address={at.address} full copy />
              </DataCell>
              <DataCell label="Threshold">
                {state?.known ? (
                  `${state.value.threshold} of ${state.value.owners.length}`
                ) : (
                  <Verdict verdict="unknown">unknown</Verdict>
                )}
              </DataCell>
              <DataCell label="Next nonce">
                {state?.known ? String(state.value.nonce) : '—'}
              </DataCell>
              <DataCell label="Version">{state?.known ? state.value.version : '—'}</DataCell>
            </tr>
          ))}
        </DataTable>
      </Panel>
    </DeskPage>
  )
}
