import Link from 'next/link'
import { pressedBy } from '@/components/frame/page-stops'
import { Kbd } from '@/components/ui/kbd'
import { type DiffOptions, diffQuery } from './diff-options'

/** How the differences are shown: each way has an address, so that it works without script. */
export function DiffToolbar({ options }: { options: DiffOptions }) {
  const to = (changed: Partial<DiffOptions>) => diffQuery({ ...options, ...changed }) || '?'
  const { split, ignoreSpace } = options
  return (
    <div className="diff-toolbar">
      <p className="scripted text-ink-3 text-xs max-lg:hidden">
        <Kbd>J</Kbd> <Kbd>K</Kbd> file <Kbd>N</Kbd> <Kbd>P</Kbd> change <Kbd>.</Kbd> finding{' '}
        <Kbd>V</Kbd> viewed <Kbd>?</Kbd> all
      </p>
      <Link
        href={to({ ignoreSpace: !ignoreSpace })}
        scroll={false}
        prefetch={false}
        className="link inline-flex min-h-8 items-center"
      >
        {ignoreSpace ? 'Show white space' : 'Ignore white space'}
      </Link>
      <nav aria-label="Columns" className="diff-columns-choice">
        {[false, true].map((isSplit) => (
          <Link
            key={String(isSplit)}
            href={to({ split: isSplit })}
            scroll={false}
            prefetch={false}
            className="diff-choice"
            aria-current={split === isSplit ? 'true' : undefined}
            {...(split === isSplit ? {} : pressedBy('u'))}
          >
            {isSplit ? 'Split' : 'Unified'}
          </Link>
        ))}
      </nav>
    </div>
  )
}
