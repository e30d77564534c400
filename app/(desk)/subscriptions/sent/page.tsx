import type { Metadata } from 'next'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'

export const metadata: Metadata = { title: 'Confirm by e-mail' }

export default function SentPage() {
  return (
    <DeskPage>
      <PageHeader
        title="Look into your mailbox"
        lead="A message is on its way with a link to confirm. Nothing else is sent before that."
      />
    </DeskPage>
  )
}
