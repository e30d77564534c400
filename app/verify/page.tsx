import type { Metadata } from 'next'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { VerifyDesk } from '@/components/verify/verify-desk'

export const metadata: Metadata = { title: 'Verify' }

/** Recomputes whatever is pasted, in the browser alone. */
export default function VerifyPage() {
  return (
    <DeskPage keys={false}>
      <PageHeader
        title="Verify"
        lead="Paste, drop or scan it: what it is, its hashes and its calls are computed in this browser. Nothing leaves this page."
      />
      <VerifyDesk />
      <noscript>
        <Callout title="This page computes in your browser, which needs script">
          <p>The command line does the same:</p>
          <CodeBlock>{'npx suture verify transaction.json\nnpx suture decode 0x…'}</CodeBlock>
        </Callout>
      </noscript>
    </DeskPage>
  )
}
