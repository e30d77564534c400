import type { Metadata } from 'next'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { SignaturesDesk } from '@/components/safe/signatures-desk'
import { Callout } from '@/components/ui/callout'
import { publicConfigOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'

export const metadata: Metadata = { title: 'Signatures' }

/** Signatures that were handed over by file, link or text, for who has no Safe service or wants none between. */
export default async function SignaturesPage() {
  const { config } = await getServerContext()
  return (
    <DeskPage>
      <PageHeader
        title="Signatures"
        crumbs={[{ label: 'Safes', href: '/safes' }, { label: 'Signatures' }]}
        lead="By file, link, text or QR code. Each is proven against the Safe’s owners before it counts; nothing of it is sent to this server."
      />
      <noscript>
        <Callout title="This page needs JavaScript">
          <p>
            It reads what stands in the link behind #, which no server ever sees, and asks your own
            node about it.
          </p>
        </Callout>
      </noscript>
      <div className="scripted">
        <SignaturesDesk config={publicConfigOf(config)} />
      </div>
    </DeskPage>
  )
}
