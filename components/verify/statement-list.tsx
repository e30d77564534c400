import { Verdict } from '@/components/ui/verdict'
import type { Statement } from '@/lib/core/verify/examination'

/** What was held against what, each with its verdict. */
export function StatementList({ statements }: { statements: readonly Statement[] }) {
  if (statements.length === 0) return null
  return (
    <ul className="grid gap-1.5">
      {statements.map(({ verdict, text }) => (
        <li key={text} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 text-sm">
          <span>
            <Verdict verdict={verdict} />
          </span>
          <span className="break-words">{text}</span>
        </li>
      ))}
    </ul>
  )
}
