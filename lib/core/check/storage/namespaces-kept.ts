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
    const gone = from.namespaces.filter((one) => !matchOf(one, to))
    const found = [
      ...gone.map(toGone),
      ...to.namespaces.flatMap((one) => {
        const before = matchOf(one, from)
        const here = [...judgeSlot(one, before), ...judgeAliases(one, before)]
        return before ? [...compare(before, one), ...here] : here
      }),
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

/** Of several that claim one id, the one of that name: each of them may be what the code uses. */
function matchOf({ id, contract, struct }: NamespaceModel, { namespaces }: ContractModel) {
  const same = namespaces.filter((one) => one.id === id)
  const named = same.filter((one) => one.struct === struct)
  return named.find((one) => one.contract === contract) ?? named[0] ?? same[0]
}

function toGone(namespace: NamespaceModel): Difference {
  return { namespace, verdict: 'fail', what: 'is gone, with all that it holds' }
}

function compare(from: NamespaceModel, to: NamespaceModel): Difference[] {
  return from.members.flatMap((member, position): Difference[] => {
    const other = to.members[position]
    const differs = (verdict: Verdict, what: string) => [{ namespace: to, verdict, what }]
    if (!other) return differs('fail', `its member ${member.name} is gone`)
    const [was, is] = [readType(member.type), readType(other.type)]
    if (is.shape !== was.shape) {
      return differs(
        'fail',
        `${other.name} (${other.type}) stands where ${member.name} (${member.type}) stood`,
      )
    }
    const inner = is.names.flatMap((name, at) => {
      const old = was.names[at]
      if (old === undefined || old === name) return []
      const isMoved = was.names.includes(name) || is.names.includes(old)
      const what = `within ${other.name}, ${name} reads what was ${old}`
      return differs(isMoved ? 'fail' : 'warn', what)
    })
    if (other.name === member.name) return inner
    // A name that stands elsewhere too was not renamed but moved.
    const names = [from, to].map(({ members }) => members.map(({ name }) => name))
    const isMoved = names[0]?.includes(other.name) || names[1]?.includes(member.name)
    const what = `${other.name} reads what was ${member.name}`
    return [...inner, ...differs(isMoved ? 'fail' : 'warn', what)]
  })
}

/** `struct Position{uint256 debt,address owner}` is `struct Position{uint256,address}` with the names `debt` and `owner`. */
function readType(type: string): { readonly shape: string; readonly names: readonly string[] } {
  const name = / ([\w$]+)(?=[,}])/g
  return {
    shape: type.replace(name, ''),
    names: [...type.matchAll(name)].map(([, one = '']) => one),
  }
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
    const was = before?.slots.map((one) => one.value)
    if (was?.length === 0) {
      const what = `${name} is ${toHex(value)}, and where it was before is not told`
      return [{ namespace, verdict: 'unknown', what }]
    }
    if (was && !was.includes(value)) {
      return [{ namespace, verdict: 'fail', what: `${name} is ${toHex(value)}, and was elsewhere` }]
    }
    if (value === slot) return []
    const what = `${name} is ${toHex(value)}, the formula gives ${toHex(slot)}`
    return [{ namespace, verdict: before ? 'warn' : 'fail', what }]
  })
}

/** Through another type the same words may mean something else, and no annotation says so. */
function judgeAliases(namespace: NamespaceModel, before: NamespaceModel | undefined): Difference[] {
  const known = before?.aliases ?? []
  return (namespace.aliases ?? [])
    .filter((type) => !known.includes(type))
    .map((type) => ({ namespace, verdict: 'warn', what: `${type} is put at its slot too` }))
}

function describe(namespace: NamespaceModel) {
  return evidenceAt(namespace.place, `${namespace.id} at ${toHex(namespace.slot)}`)
}
