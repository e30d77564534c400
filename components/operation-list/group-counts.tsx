import Link from 'next/link'
import { Count } from '@/components/ui/tag'
import { type QueueGroupName, queueGroups } from '@/lib/core/timelock/kind/queue-group'
import { groupTitles } from './group-titles'

export type GroupCountsProps = {
  counts: Readonly<Record<QueueGroupName, number>>
  /** The one that is shown alone. */
  current?: QueueGroupName | undefined
  /** The page of one group; of all where none is named. */
  href: (name?: QueueGroupName) => string
}

/** How many operations stand where, each a link to those alone. */
export function GroupCounts({ counts, current, href }: GroupCountsProps) {
  const all = queueGroups.reduce((sum, name) => sum + counts[name], 0)
  const shown = queueGroups.filter((name) => counts[name] > 0 || name === current)
  const classes =
    'inline-flex min-h-8 items-center gap-1.5 rounded-panel border border-line bg-surface px-2.5 text-sm text-ink-2 hover:bg-sunken aria-[current]:border-thread aria-[current]:font-medium aria-[current]:text-ink'
  return (
    <nav aria-label="State" className="mb-3 flex flex-wrap gap-1.5">
      <Link
        href={href()}
        prefetch={false}
        aria-current={current === undefined ? 'page' : undefined}
        className={classes}
      >
        All <Count>{all.toLocaleString('en-US')}</Count>
      </Link>
      {shown.map((name) => (
        <Link
          key={name}
          href={href(name)}
          prefetch={false}
          aria-current={current === name ? 'page' : undefined}
          className={classes}
        >
          {groupTitles[name].title} <Count>{counts[name].toLocaleString('en-US')}</Count>
        </Link>
      ))}
    </nav>
  )
}
