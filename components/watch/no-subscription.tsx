import Link from 'next/link'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'

/** The page of a token that no subscription has, or none any more. */
export function NoSubscription() {
  return (
    <DeskPage>
      <PageHeader title="There is no such subscription" />
      <div className="grid max-w-2xl gap-3 text-ink-2">
        <p>
          It was deleted, or the address is not complete. What is deleted is sent nothing any more.
        </p>
        <p>
          <Link href="/timelocks" className="link link-target">
            Subscribe again on the page of a timelock
          </Link>
        </p>
      </div>
    </DeskPage>
  )
}
