import { toHex } from 'viem'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import { evidenceAt, passIfRead, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel, SlotModel } from '@/lib/core/source/contract-model'

/** ST-08. Whether what is kept at constant slots is looked for where it is. */
export const slotsKept: Check<'old model' | 'new model'> = {
  id: 'ST-08',
  title: 'Constant slots stay',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  remedy: 'Give the constant its old value back, or move what is stored there in the migration.',
  run: (values) => {
    const [from, to] = [values['old model'], values['new model']]
    const unread = unreadParts(from, to)
    if (from.slots.length + to.slots.length + unread.length === 0) {
      return { verdict: 'not-applicable', detail: 'Neither version names slots.', evidence: [] }
    }
    const found = from.slots.flatMap((one) => compare(one, to))
    const evidence = found.map((one) => one.evidence)
    const count = (verdict: Verdict) => found.filter((one) => one.verdict === verdict).length
    if (count('fail') > 0) {
      return { verdict: 'fail', detail: `${count('fail')} slots are elsewhere now.`, evidence }
    }
    if (count('unknown') > 0) {
      const detail = `${count('unknown')} slots could not be computed.`
      return { verdict: 'unknown', detail, evidence }
    }
    if (count('warn') > 0) {
      return { verdict: 'warn', detail: `${count('warn')} slots are read no more.`, evidence }
    }
    const detail = `${from.slots.length} constant slots are where they were.`
    return passIfRead({ verdict: 'pass', detail, evidence }, unread)
  },
}

type Difference = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function compare(from: SlotModel, { slots }: ContractModel): Difference[] {
  const differs = (verdict: Verdict, at: SlotModel, what: string): Difference[] => [
    {
      verdict,
      evidence: evidenceAt(at.place, `${from.name} ${what}`, at === from ? 'before' : 'after'),
    },
  ]
  const named = slots.filter(({ name }) => name === from.name)
  const to = named.find(({ contract }) => contract === from.contract) ?? named[0]
  const { value } = from
  if (value === undefined || (to && to.value === undefined)) {
    return differs('unknown', to ?? from, 'is of no value that could be computed')
  }
  if (to?.value !== undefined) {
    const what = `was ${toHex(value)} and is ${toHex(to.value)}`
    return to.value === value ? [] : differs('fail', to, what)
  }
  const isRenamed = slots.some((one) => one.value === value)
  return isRenamed ? [] : differs('warn', from, `is gone; it was ${toHex(value)}`)
}
