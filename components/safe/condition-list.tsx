import { UntrustedText } from '@/components/address/untrusted-text'
import { Verdict } from '@/components/ui/verdict'
import type { Condition } from '@/lib/core/patch/signing-conditions'

/** What stands in the way comes first; the rest keeps its order. */
const rank: Record<Condition['verdict'], number> = {
  fail: 0,
  unknown: 1,
  pass: 2,
  'not-applicable': 3,
}

/** The reasons beside the button: each condition with its verdict and what it rests on. */
export function ConditionList({
  conditions,
  id,
}: {
  conditions: readonly Condition[]
  id?: string | undefined
}) {
  const ordered = conditions.toSorted((a, b) => rank[a.verdict] - rank[b.verdict])
  return (
    <ul id={id} className="grid gap-2 text-sm">
      {ordered.map(({ id: key, title, verdict, detail, anchor }) => (
        <li key={key} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2">
          <span className="pt-0.5">
            <Verdict verdict={verdict}>{verdict === 'not-applicable' ? 'n/a' : verdict}</Verdict>
          </span>
          <span>
            <b>{title}.</b>{' '}
            <span className="text-ink-2">
              <UntrustedText text={detail} maxLength={300} />
            </span>{' '}
            <span className="text-ink-3 text-xs">({anchor})</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
