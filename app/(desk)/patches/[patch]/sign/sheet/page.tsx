import type { Metadata } from 'next'
import { NothingFoundError, orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadReview } from '@/app/(desk)/patches/[patch]/load-review'
import { namedTransaction } from '@/app/(desk)/patches/[patch]/named-transaction'
import { SignSheet } from '@/components/device/sign-sheet'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { patchPath, patchSigningPath, signPath } from '@/components/frame/paths'
import { safeOf } from '@/components/safe/signature-progress'
import { visibleText } from '@/lib/core/chain/visible-text'
import { knownSafes } from '@/lib/core/patch/attention'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { unknownVersion } from '@/lib/core/safe/unknown-version'

type Props = {
  params: Promise<{ patch: string }>
  /** `tx`: the safeTxHash of another Safe transaction of the same record. */
  searchParams: Promise<{ tx?: string | string[] }>
}

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { found } = await loadPatch((await params).patch)
  return { title: `Sheet: ${visibleText(found.record.title, { maxLength: 200 })}` }
})

/** What has to be compared when a transaction is signed, on one sheet of A4. */
async function SheetPage({ params, searchParams }: Props) {
  const { found } = await loadPatch((await params).patch)
  const { desk, record } = found
  const { tx } = await searchParams
  const lead = namedTransaction(record, tx) ?? leadTransaction(record)
  const safe = lead && safeOf(knownSafes(desk), lead)
  if (!lead || !safe) {
    throw new NothingFoundError('There is nothing to sign for this patch', {
      sought: record.key,
      hint: 'No Safe transaction is known for it, or its Safe could not be read. The page of the patch says which.',
    })
  }
  if (unknownVersion(safe.version)) {
    throw new NothingFoundError('This patch cannot be signed here', {
      sought: record.key,
      hint: `Its Safe says version ${visibleText(safe.version, { maxLength: 32 })}, and how such a Safe hashes its transactions is not known here.`,
    })
  }
  const review = await loadReview(found)
  return (
    <DeskPage jsonHref={patchSigningPath(record.key, lead.safeTxHash)}>
      <div className="print:hidden">
        <PageHeader
          title="Sheet to print"
          crumbs={[
            { label: 'Patch', href: patchPath(record.key) },
            { label: 'Sign', href: signPath(record.key) },
            { label: 'Sheet' },
          ]}
          lead="One page of A4. Print it with your browser; the bar and this line are not printed."
        />
      </div>
      <SignSheet
        title={record.title}
        proposed={lead}
        version={safe.version}
        patch={record.patch}
        knownAbis={review?.last?.report.abis}
        block={desk.chain?.facts.block.number}
      />
    </DeskPage>
  )
}

export default orNothing(SheetPage)
