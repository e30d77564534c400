import type { Metadata } from 'next'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { NewPatchPanel } from '@/components/new-patch/new-patch-panel'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { publicConfigOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'

export const metadata: Metadata = { title: 'New patch' }

export default async function NewPatchPage() {
  const { config } = await getServerContext()
  if (config.protocols.length === 0) return <NoProtocol />
  return (
    <DeskPage>
      <PageHeader
        title="New patch"
        crumbs={[{ label: 'Queue', href: '/queue' }, { label: 'New patch' }]}
        lead="Replaces the code behind proxies, through Safe and timelock, as one operation. Nothing is proposed before you sign."
      />
      <noscript>
        <Callout title="Writing a patch needs JavaScript">
          <p>
            This page computes what will be signed in your own browser, so that you need not trust
            the server for it. Without JavaScript it can do nothing.
          </p>
          <p>
            Reading needs none: the queue and every patch are there in full. A dossier that was
            written elsewhere can be stored with POST /api/v1/patches.
          </p>
        </Callout>
      </noscript>
      <div className="scripted">
        <NewPatchPanel config={publicConfigOf(config)} />
      </div>
    </DeskPage>
  )
}

function NoProtocol() {
  return (
    <DeskPage>
      <PageHeader title="New patch" crumbs={[{ label: 'Queue', href: '/queue' }]} />
      <Panel padded>
        <EmptyState title="No protocol is configured here">
          This instance watches timelocks. To propose patches, its operator names Safe, timelock and
          proxies under “protocols” in suture.config.json.
        </EmptyState>
      </Panel>
    </DeskPage>
  )
}
