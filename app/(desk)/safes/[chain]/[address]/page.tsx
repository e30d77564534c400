import type { Metadata } from 'next'
import { isAddressEqual } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { loadDesk } from '@/app/(desk)/load-desk'
import { loadOwnerLabels } from '@/app/(desk)/load-owner-labels'
import { NothingFoundError, orNothing } from '@/app/(desk)/nothing-found'
import { placeInPath } from '@/app/(desk)/place-in-path'
import { configuredSafes } from '@/app/(desk)/safes/configured-safes'
import { withOwnerLabels } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { safePath } from '@/components/frame/paths'
import { NamesDesk } from '@/components/owner-words/names-desk'
import { NamesList } from '@/components/owner-words/names-list'
import { QueueTable } from '@/components/patch/queue-table'
import { DelegatesDesk } from '@/components/safe/delegates-desk'
import { DelegatesList } from '@/components/safe/delegates-list'
import { NonceOrder } from '@/components/safe/nonce-order'
import { OwnersList } from '@/components/safe/owners-list'
import { SafeFacts } from '@/components/safe/safe-facts'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { timelocksOf } from '@/lib/config/public-config'
import { loadSafe } from './load-safe'

type Props = { params: Promise<{ chain: string; address: string }> }

export const metadata: Metadata = { title: 'Safe' }

async function SafePage({ params }: Props) {
  const { chain, address } = await params
  const { desks, config, viewer } = await loadDesk()
  const { chains } = config
  const { place } = placeInPath({ chain, address, chains, noun: 'Safe', pathOf: safePath })
  const found = configuredSafes(desks, config).find(
    ({ at }) => at.chainId === place.chainId && isAddressEqual(at.address, place.address),
  )
  if (!found) {
    throw new NothingFoundError('No such Safe is configured here', {
      sought: `${place.address} on chain ${place.chainId}`,
      hint: 'An instance shows the Safes of its configuration and those that stand among their owners. Check chain and address, or open the Safes that are there.',
      next: { href: '/safes', label: 'Safes of this instance' },
    })
  }
  const { state } = found
  const [desk] = found.desks
  const named = await loadOwnerLabels({ desks, config }, found.at)
  const labels = withOwnerLabels(desk?.labels ?? {}, named)
  const { delegates, records, alarms, reviews } = await loadSafe(found)
  return (
    <DeskPage
      facts={<DeskFacts desks={found.desks} config={config} />}
      jsonHref={`/api/v1${safePath(found.at)}`}
      moreJson={[{ href: `/api/v1${safePath(found.at)}/labels`, of: 'its names' }]}
    >
      <PageHeader
        title={found.role}
        crumbs={[{ label: 'Safes', href: '/safes' }, { label: found.role }]}
        lead={<AddressView address={found.at.address} full copy />}
      />
      {state?.known && desk?.chain ? (
        <Columns
          rail={
            <Stack>
              <Panel title="Owners" padded>
                <OwnersList safe={state.value} labels={labels} viewer={viewer} />
              </Panel>
              <Panel title="May propose" note="their signatures do not count" padded>
                <div className="grid gap-3">
                  {delegates.length > 0 ? (
                    <DelegatesList delegates={delegates} labels={labels} />
                  ) : (
                    <p className="text-ink-2 text-sm">Nobody besides the owners.</p>
                  )}
                  <DelegatesDesk config={config} safe={state.value} delegates={delegates} />
                </div>
              </Panel>
              <Panel title="The Safe itself" padded>
                <SafeFacts safe={state.value} labels={labels} />
              </Panel>
            </Stack>
          }
        >
          <Section title="Transactions" note="proposed here or executed on chain">
            <NonceOrder
              safe={state.value}
              records={records}
              timelocks={timelocksOf(config)}
              labels={labels}
            />
            <QueueTable
              records={records}
              safes={[state.value]}
              clock={{ block: desk.chain.facts.block, readAt: desk.readAt }}
              labels={labels}
              drifting={new Set(alarms.map(({ patch }) => patch))}
              reviews={reviews}
              viewer={viewer}
              empty={{
                title: 'Nothing is proposed for this Safe',
                text: pastNote(state.value.nonce),
              }}
            />
          </Section>
          <Section id="names" title="Names" note="words of owners, checked by nobody">
            <Panel padded>
              <div className="grid gap-3">
                <NamesList labels={named} />
                <NamesDesk config={config} safe={state.value} labels={named} />
              </div>
            </Panel>
          </Section>
        </Columns>
      ) : (
        <Callout tone="unknown" title="Nothing is known of this Safe">
          <p>{state?.known === false ? state.reason : 'Its chain has not answered yet.'}</p>
        </Callout>
      )}
    </DeskPage>
  )
}

export default orNothing(SafePage)

/** A cancellation stands with the operation it cancelled, so a Safe that only guards has no rows of its own. */
function pastNote(nonce: bigint): string {
  if (nonce === 0n) return 'It has never executed a transaction.'
  const past = nonce === 1n ? '1 transaction' : `${nonce} transactions`
  return `It has executed ${past}; what they did is shown with the operation they were about.`
}
