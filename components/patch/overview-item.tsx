import Link from 'next/link'
import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { rowLink } from '@/components/frame/row-focus'
import { ButtonLink } from '@/components/ui/button'
import { Icon, type IconName } from '@/components/ui/icon'
import { visibleText } from '@/lib/core/chain/visible-text'

export type OverviewItemProps = {
  icon: IconName
  /** Colours the icon: the thread for progress, a verdict's colour for a verdict only. */
  tone?: 'plain' | 'thread' | 'pass' | 'warn' | 'fail' | undefined
  /** Why it is here: "Ready to execute", "Your signature". */
  lead: string
  title: string
  href: string
  /** One or two sentences: the fact and its consequence. */
  children: ReactNode
  /** Verdicts, signatures or a countdown. */
  aside?: ReactNode
  action: { readonly label: string; readonly href: string }
}

const tones = {
  plain: 'text-ink-2',
  thread: 'text-thread',
  pass: 'text-pass',
  warn: 'text-warn',
  fail: 'text-fail',
} as const

/** One thing that needs somebody now. A list item: stands in an `OverviewList`. */
export function OverviewItem(props: OverviewItemProps) {
  const { icon, tone = 'plain', lead, title, href, children, aside, action } = props
  return (
    <li className="grid grid-cols-[20px_minmax(0,1fr)] items-start gap-x-4 gap-y-1 border-line border-b px-4 py-3.5 last:border-b-0 max-md:gap-x-3 max-md:gap-y-2 max-md:px-3 md:grid-cols-[20px_minmax(0,1fr)_10.25rem_9.5rem] xl:grid-cols-[20px_minmax(0,1fr)_11.5rem_9.5rem]">
      <span className={`pt-0.5 ${tones[tone]}`}>
        <Icon name={icon} />
      </span>
      <div className="min-w-0">
        <h3 className="text-base">
          <Link
            {...rowLink}
            href={href}
            prefetch={false}
            className="inline-block py-0.5 hover:underline"
          >
            {lead}: <UntrustedText text={title} maxLength={120} />
          </Link>
        </h3>
        <p className="text-ink-2 text-sm">{children}</p>
      </div>
      <div className="grid justify-items-start gap-1 text-xs max-md:col-start-2">{aside}</div>
      <div className="max-md:col-start-2">
        <ButtonLink
          href={action.href}
          wide
          aria-label={`${action.label}: ${visibleText(title, { maxLength: 120 })}`}
        >
          {action.label}
        </ButtonLink>
      </div>
    </li>
  )
}

/** The list under a heading of its own, which the page's title already says for those who see it. */
export function OverviewList({
  heading = 'What needs somebody now',
  children,
}: {
  heading?: string | undefined
  children: ReactNode
}) {
  return (
    <section>
      <h2 className="sr-only">{heading}</h2>
      <ul className="rounded-panel border border-line bg-surface">{children}</ul>
    </section>
  )
}
