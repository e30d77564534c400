import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadParts } from '@/lib/core/check/model-evidence'
import { type ChangedLiterals, changedLiterals } from './changed-literals'

/** CO-02. Whether functions count with the numbers that they counted with. */
export const numbersKept: Check<'old model' | 'new model'> = {
  id: 'CO-02',
  title: 'Numbers in functions stay',
  severity: 'medium',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  incident:
    'Uranium, 2021-04-28, over 50 million: 1000 became 10000 in the lines that computed, and stayed in the line that compared.',
  remedy: 'Read each function in which a number changed to its end.',
  run: (values) => {
    const [from, to] = [values['old model'], values['new model']]
    const compared = changedLiterals(from, to)
    const changed = compared.filter((one) => one.removed.length + one.added.length > 0)
    const evidence = changed.map((one) =>
      evidenceAt(one.place, `${one.signature}: ${wordsOf(one)}`),
    )
    const replaced = changed.filter((one) => one.removed.length > 0 && one.added.length > 0)
    if (replaced.length > 0) {
      const detail = `${replaced.length} functions count with other numbers.`
      return { verdict: 'fail', detail, evidence }
    }
    if (changed.length > 0) {
      const detail = `${changed.length} functions count with more or fewer numbers.`
      return { verdict: 'warn', detail, evidence }
    }
    const unread = unreadParts(from, to)
    const detail = `${compared.length} functions count with the same numbers.`
    return passIfRead({ verdict: 'pass', detail, evidence }, unread)
  },
}

function wordsOf({ removed, added }: ChangedLiterals): string {
  const parts = [
    removed.length > 0 ? `without ${removed.join(', ')}` : '',
    added.length > 0 ? `with ${added.join(', ')}` : '',
  ]
  return parts.filter((part) => part !== '').join('; ')
}
