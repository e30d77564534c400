import { Icon, type IconName } from '@/components/ui/icon'
import { families } from '@/lib/core/check/families'
import { type Finding, type Verdict, worstVerdict } from '@/lib/core/check/finding'

const looks: Record<Verdict, { icon: IconName; word: string; classes: string }> = {
  pass: { icon: 'pass', word: 'pass', classes: 'text-pass' },
  warn: { icon: 'warn', word: 'warn', classes: 'bg-warn-bg text-warn' },
  fail: { icon: 'fail', word: 'fail', classes: 'bg-fail-bg text-fail' },
  unknown: { icon: 'unknown', word: 'unknown', classes: 'text-unknown' },
  'not-applicable': { icon: 'none', word: 'does not apply', classes: 'text-ink-3' },
}

/**
 * Every check of the catalogue, each always in the same cell, so that the eye learns the shape. A check of several upgrades
 * shows its worst verdict.
 */
export function PunchCard({ findings }: { findings: readonly Finding[] }) {
  return (
    <table className="text-xs">
      <caption className="sr-only">All checks by family</caption>
      <tbody>
        {families.map(([family, name]) => (
          <tr key={family}>
            <th scope="row" className="whitespace-nowrap pr-4 text-left font-normal text-ink-2">
              <b className="inline-block w-6 font-mono text-ink">{family}</b>
              <span className="max-md:sr-only">{name}</span>
            </th>
            {cellsOf(family, findings).map(([id, verdict]) => (
              <td key={id} className="p-0">
                <a
                  href={`#${id}`}
                  title={id}
                  aria-label={`${id} ${looks[verdict].word}`}
                  className={`grid size-6 place-items-center rounded-tag hover:bg-sunken ${looks[verdict].classes}`}
                >
                  <Icon name={looks[verdict].icon} />
                </a>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function cellsOf(family: string, findings: readonly Finding[]): [id: string, verdict: Verdict][] {
  const ofFamily = findings.filter(({ check }) => check.startsWith(family))
  const ids = [...new Set(ofFamily.map(({ check }) => check))]
  return ids.map((id) => [
    id,
    worstVerdict(ofFamily.filter(({ check }) => check === id).map(({ verdict }) => verdict)),
  ])
}
