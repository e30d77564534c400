import { toHex } from 'viem'
import type { Check } from '@/lib/core/check/check'
import { type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { evidenceAt, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel, NamespaceModel } from '@/lib/core/source/contract-model'

/** ST-04. Whether every namespace is where it was, where ERC-7201 puts it, with its members where they were. */
export const namespacesKept: Check<'old model' | 'new model'> = {
  id: 'ST-04',
  title: 'Namespaces keep their place and their members',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  remedy: 'Add members at the end of the struct only; take the slot from the formula of ERC-7201.',
  run: (values) => {
    const [from, to] = [values['old model'], values['new model']]
    const unread = unreadParts(from, to)
    if (unread.length > 0) {
      return { verdict: 'unknown', detail: 'Not all sources could be read.', evidence: unread }
    }
    if (from.namespaces.length + to.namespaces.length === 0) {
      return { verdict: 'not-applicable', detail: 'Neither version has namespaces.', evidence: [] }
    }
    const found = [
      ...from.namespaces.flatMap((one) => compare(one, matchOf(one, to))),
      ...to.namespaces.flatMap((one) => judgeSlot(one, matchOf(one, from))),
    ]
    if (found.length === 0) {
      const detail = `${to.namespaces.length} namespaces are where the formula puts them, with their members in place.`
      return { verdict: 'pass', detail, evidence: to.namespaces.map(describe) }
    }
    const verdict = worstVerdict(found.map((one) => one.verdict))
    const evidence = found.map(({ namespace, what }) =>
      evidenceAt(
        namespace.place,
        `${namespace.id}: ${what}`,
        from.namespaces.includes(namespace) ? 'before' : 'after',
      ),
    )
    return { verdict, detail: `${found.length} differences in namespaces.`, evidence }
  },
}

type Difference = {
  readonly namespace: NamespaceModel
  readonly verdict: Verdict
  readonly what: string
}

function matchOf({ id }: NamespaceModel, { namespaces }: ContractModel) {
  return namespaces.find((one) => one.id === id)
}

function compare(from: NamespaceModel, to: NamespaceModel | undefined): Difference[] {
  if (!to) return [{ namespace: from, verdict: 'fail', what: 'is gone, with all that it holds' }]
  return from.members.flatMap((member, position): Difference[] => {
    const other = to.members[position]
    const differs = (verdict: Verdict, what: string) => [{ namespace: to, verdict, what }]
    if (!other) return differs('fail', `its member ${member.name} is gone`)
    if (other.type !== member.type) {
      return differs(
        'fail',
        `${other.name} (${other.type}) stands where ${member.name} (${member.type}) stood`,
      )
    }
    if (other.name === member.name) return []
    // A name that stands elsewhere too was not renamed but moved.
    const names = [from, to].map(({ members }) => members.map(({ name }) => name))
    const isMoved = names[0]?.includes(other.name) || names[1]?.includes(member.name)
    return differs(isMoved ? 'fail' : 'warn', `${other.name} reads what was ${member.name}`)
  })
}

/** Whether the code looks for it where the formula says, and where it looked before. */
function judgeSlot(namespace: NamespaceModel, before: NamespaceModel | undefined): Difference[] {
  const { slots, slot } = namespace
  if (slots.length === 0) {
    return [{ namespace, verdict: 'unknown', what: 'no function was found that leads to it' }]
  }
  return slots.flatMap(({ name, value }): Difference[] => {
    if (value === undefined) {
      return [{ namespace, verdict: 'unknown', what: `its slot ${name} could not be computed` }]
    }
    const was = before?.slots.map((one) => one.value) ?? []
    const isMoved = was.length > 0 && !was.includes(value)
    if (isMoved) {
      return [{ namespace, verdict: 'fail', what: `${name} is ${toHex(value)}, and was elsewhere` }]
    }
    if (value === slot) return []
    const what = `${name} is ${toHex(value)}, the formula gives ${toHex(slot)}`
    return [{ namespace, verdict: before ? 'warn' : 'fail', what }]
  })
}

function describe(namespace: NamespaceModel) {
  return evidenceAt(namespace.place, `${namespace.id} at ${toHex(namespace.slot)}`)
}
