import Link from 'next/link'
import type { ReactNode } from 'react'
import { PageHeading } from './page-heading'

export type Crumb = { label: ReactNode; href?: string | undefined }

export type PageHeaderProps = {
  title: ReactNode
  crumbs?: readonly Crumb[] | undefined
  /** One line below the title. */
  lead?: ReactNode
  /** Buttons at the right. */
  actions?: ReactNode
}

/** What the page is about, where it lies, and what can be done with it as a whole. */
export function PageHeader({ title, crumbs = [], lead, actions }: PageHeaderProps) {
  return (
    <div className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="min-w-0 max-md:w-full">
        {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <PageHeading>{title}</PageHeading>
        {lead !== undefined && <div className="mt-1 text-ink-2">{lead}</div>}
      </div>
      {actions !== undefined && (
        <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1.5 max-md:ml-0 max-md:w-full max-md:*:flex-1">
          {actions}
        </div>
      )}
    </div>
  )
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1 text-ink-3 text-xs">
      <ol className="flex flex-wrap gap-1.5">
        {crumbs.map(({ label, href }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the crumbs of a page never change places
          <li key={index} className="flex items-center gap-1.5">
            {index > 0 && <span aria-hidden="true">/</span>}
            {href ? (
              <Link href={href} className="link link-target -my-1">
                {label}
              </Link>
            ) : (
              label
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
