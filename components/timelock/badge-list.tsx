import { UntrustedText } from '@/components/address/untrusted-text'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import { badgeSeverities } from '@/lib/core/timelock/kind/count-badges'
import type { TimelockBadge } from '@/lib/core/timelock/kind/timelock-detection'

/** What whoever relies on the timelock should know, the worst first. Nothing where there is nothing. */
export function BadgeList({ badges }: { badges: readonly TimelockBadge[] }) {
  const rank = ({ severity }: TimelockBadge) => badgeSeverities.indexOf(severity)
  const sorted = badges.toSorted((a, b) => rank(a) - rank(b))
  return (
    <ul className="@container grid">
      {sorted.map((badge) => (
        <li
          key={badge.id}
          className="grid gap-x-4 gap-y-1 border-line border-b px-4 py-2.5 last:border-b-0 max-md:px-3 @lg:grid-cols-[6rem_minmax(0,1fr)]"
        >
          <span>
            <Severity severity={badge.severity} />
          </span>
          <div>
            <p className="font-medium">
              <UntrustedText text={badge.title} maxLength={300} />
            </p>
            <p className="text-ink-2 text-sm">
              <UntrustedText text={badge.detail} maxLength={1_000} />
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Severity({ severity }: Pick<TimelockBadge, 'severity'>) {
  switch (severity) {
    case 'critical':
    case 'high':
      return (
        <Verdict verdict="fail" boxed>
          {severity}
        </Verdict>
      )
    case 'medium':
      return (
        <Verdict verdict="warn" boxed>
          {severity}
        </Verdict>
      )
    case 'low':
      return <Tag>low</Tag>
    case 'good':
      return (
        <Verdict verdict="pass" boxed>
          good
        </Verdict>
      )
  }
}
