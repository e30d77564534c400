import type { Metadata } from 'next'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { operationPath, timelockPath } from '@/components/frame/paths'
import { CustodyChain } from '@/components/operation/custody-chain'
import { OperationClock } from '@/components/operation/operation-clock'
import { operationTitle, titled } from '@/components/operation-list/operation-title'
import { BadgeList } from '@/components/timelock/badge-list'
import { ByHand } from '@/components/timelock/by-hand'
import { clockOfFollowed } from '@/components/timelock/clock-of-followed'
import { FollowedFacts } from '@/components/timelock/followed-facts'
import { InstanceHistory } from '@/components/timelock/instance-history'
import { OperationObstacle } from '@/components/timelock/operation-obstacle'
import { OperationSeam } from '@/components/timelock/operation-seam'
import { OrderPicture } from '@/components/timelock/order-picture'
import { OrderedUpgradesView } from '@/components/timelock/ordered-upgrades-view'
import { QueuedCalls } from '@/components/timelock/queued-calls'
import { QueuedFacts } from '@/components/timelock/queued-facts'
import { Reproduce } from '@/components/timelock/reproduce'
import { StandingTable } from '@/components/timelock/standing-table'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { readOperationNow } from '@/lib/actions/timelock-pages/read-operation-now'
import { getServerContext } from '@/lib/config/server-context'
import { shortAddress } from '@/lib/core/chain/short-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { kindInWords } from '@/lib/core/timelock/kind/kind-in-words'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import { orderedUpgrades } from '@/lib/core/timelock/kind/ordered-upgrades'
import { type LoadedOperation, loadOperation } from './load-operation'
import { loadQueuedReview } from './load-queued-review'
import { OperationWatch } from './operation-watch'
import { ReviewSection } from './review-section'
import { ReviewerSection } from './reviewer-section'

type Props = {
  params: Promise<{ chain: string; address: string; id: string }>
  searchParams: Promise<{ review?: string | string[] }>
}

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { chain, address, id } = await params
  const { page, labels } = await loadOperation(chain, address, id)
  return { title: visibleText(operationTitle(titled(page), labels), { maxLength: 120 }) }
})

/** An operation of any timelock, whoever scheduled it. */
async function OperationPage({ params, searchParams }: Props) {
  const { chain, address, id } = await params
  const { review } = await searchParams
  const loaded = await loadOperation(chain, address, id)
  const { page, timelock, chainName, followed, labels } = loaded
  const clock = clockOfPage(loaded)
  const upgrades = orderedUpgrades(page.operation.calls)
  const { surroundings, custody } = await readOperationNow(await getServerContext(), page)
  const { last } = await loadQueuedReview(page)
  const json = `/api/v1${operationPath(timelock, page.id)}`
  return (
    <DeskPage
      facts={
        <FollowedFacts
          chainName={chainName}
          followed={{ ...followed, indexed: page.indexed }}
          answers={surroundings.block.known}
        />
      }
      jsonHref={json}
      moreJson={[
        ...(last ? [{ href: `${json}/review`, of: 'its review' }] : []),
        { href: `${json}/attestations`, of: 'what reviewers signed' },
      ]}
    >
      <PageHeader
        title={<UntrustedText text={operationTitle(titled(page), labels)} maxLength={120} />}
        crumbs={[
          { label: 'Timelocks', href: '/timelocks' },
          { label: shortAddress(timelock.address), href: timelockPath(timelock) },
          { label: 'Operation' },
        ]}
        lead={
          <>
            <HashView hash={page.id} copyLabel="Copy operation id" />
            <p className="mt-1 empty:hidden">
              <OperationObstacle page={page} labels={labels} />
            </p>
          </>
        }
      />
      <OperationSeam page={page} clock={clock} />
      <Columns first={clockOf(loaded)} rail={<Rail {...loaded} />}>
        {page.mismatch !== undefined && (
          <Callout tone="fail" title="The contract disagrees with its own events">
            <p>
              <UntrustedText text={page.mismatch} maxLength={600} />
            </p>
            <p>The contract counts: it decides what can be executed.</p>
          </Callout>
        )}
        <Section title="What it will do" note="decoded from the bytes that were scheduled">
          <QueuedCalls
            operation={page.operation}
            standing={page.standing}
            targets={surroundings.targets}
            balance={surroundings.balance}
            labels={labels}
          />
        </Section>
        {upgrades.length > 0 && (
          <Section title="What it upgrades" note="the code after, and what differs in its sources">
            <OrderedUpgradesView
              chainId={timelock.chainId}
              upgrades={upgrades}
              isOpen={isOpen(page.operation.instances.at(-1))}
            />
          </Section>
        )}
        <ReviewSection {...loaded} refused={review} />
        <Section title="Where it stands" note="its events and the contract, side by side">
          <StandingTable page={page} clock={clock} />
        </Section>
        {page.order.length > 1 || page.predecessor ? (
          <Section title="Order" note="an operation cannot execute before its predecessor is done">
            <OrderPicture
              timelock={timelock}
              operations={page.order}
              current={page.id}
              isCut={page.isOrderCut}
              labels={labels}
            />
          </Section>
        ) : null}
        {custody.length > 0 && (
          <Section
            title="Chain of custody"
            note="the transactions that were mined, held against the events"
          >
            <CustodyChain steps={custody} recordKey={page.id} />
          </Section>
        )}
        <Section title="History" note="every scheduling of this id, newest first">
          <InstanceHistory
            instances={page.operation.instances}
            now={page.indexed?.timestamp}
            finalizedBlock={followed.finalizedBlock}
          />
        </Section>
        <Section
          id="by-hand"
          title="By hand"
          note="what to send to the timelock, from any account that may"
        >
          <ByHand
            operation={page.operation}
            standing={page.standing}
            execute={page.execute}
            cancel={page.cancel}
            settings={followed.settings}
          />
        </Section>
        <Section
          id="reproduce"
          title="Reproduce without us"
          note="the same from a node of your own"
        >
          <Reproduce commands={page.reproduce} />
        </Section>
        <ReviewerSection {...loaded} />
        <OperationWatch {...loaded} />
      </Columns>
    </DeskPage>
  )
}

export default orNothing(OperationPage)

const clockOfPage = ({ page, followed }: LoadedOperation) =>
  clockOfFollowed({ indexed: page.indexed, heardAt: followed.heardAt })

/** How long it has to wait, where it waits. */
function clockOf(loaded: LoadedOperation) {
  const { page } = loaded
  const clock = clockOfPage(loaded)
  const instance = page.operation.instances.at(-1)
  if (!clock || !isOpen(instance)) return undefined
  if (!['waiting', 'ready', 'blocked'].includes(page.standing)) return undefined
  const delay = page.due - instance.scheduled.blockTimestamp
  return (
    <OperationClock
      instance={{ eta: page.due, delay }}
      expires={page.expires}
      clock={clock}
      blocked={page.standing === 'blocked'}
    />
  )
}

function Rail(loaded: LoadedOperation) {
  const { page, timelock } = loaded
  const clock = clockOfPage(loaded)
  const warnings = page.detection.badges.filter(({ severity }) =>
    ['critical', 'high', 'medium'].includes(severity),
  )
  return (
    <Stack>
      <Panel title="The operation" padded>
        <QueuedFacts page={page} clock={clock} />
      </Panel>
      <Panel title="Its timelock" note={kindInWords(page.detection)}>
        <p className="px-4 py-2.5 max-md:px-3">
          <a className="link link-target" href={timelockPath(timelock)}>
            <AddressView address={timelock.address} full />
          </a>
        </p>
        {warnings.length > 0 && <BadgeList badges={warnings} />}
      </Panel>
    </Stack>
  )
}
