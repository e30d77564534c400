import Link from 'next/link'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { CodeBlock } from '@/components/ui/code-block'

/** A report is found by all of its hash, and only where it was stored. */
export function ReportNotFound() {
  return (
    <DeskPage>
      <PageHeader title="No report with this hash is stored here" />
      <div className="grid max-w-2xl gap-3 text-ink-2">
        <p>
          A report is named by its hash: 0x and 64 hexadecimal characters, not to be mistaken for
          the id of its operation or the digest of its patch. Another instance may have it: it is
          the same wherever it is stored.
        </p>
        <p>Whoever knows what was reviewed, and at which block, makes the same report again:</p>
        <CodeBlock>
          npx suture review $OPERATION_ID --timelock $TIMELOCK --block $BLOCK --rpc $RPC_URL
        </CodeBlock>
        <p>
          <Link href="/queue" className="link link-target">
            All patches
          </Link>
        </p>
      </div>
    </DeskPage>
  )
}
