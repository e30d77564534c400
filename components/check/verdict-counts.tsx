import { Verdict } from '@/components/ui/verdict'
import { countVerdicts } from '@/lib/core/check/count-verdicts'
import type { Finding, Verdict as VerdictWord } from '@/lib/core/check/finding'

const order: readonly VerdictWord[] = ['fail', 'unknown', 'warn', 'pass', 'not-applicable']

/** How many findings there are of every verdict: none is left out, so that they add up. */
export function VerdictCounts({ findings }: { findings: readonly Finding[] }) {
  const counts = countVerdicts(findings)
  return (
    <dl className="grid grid-cols-5 divide-x divide-line max-md:grid-cols-2 max-md:divide-x-0">
      {order.map((verdict) => (
        <div key={verdict} className="px-4 py-3 max-md:px-3">
          <dt>
            <Verdict verdict={verdict} />
          </dt>
          <dd className="mt-1 font-semibold text-xl tabular-nums">{counts[verdict]}</dd>
        </div>
      ))}
    </dl>
  )
}
