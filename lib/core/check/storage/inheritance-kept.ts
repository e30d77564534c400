import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { passIfRead, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel } from '@/lib/core/source/contract-model'

/** ST-06. Whether bases stand in the order in which they stood: it decides where variables lie and which override runs. */
export const inheritanceKept: Check<'old model' | 'new model'> = {
  id: 'ST-06',
  title: 'The order of inheritance stays',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  incident:
    'Pike Finance, 2024-04-30, about 1.7 million: a patch put a base contract in front of the others, and every variable moved.',
  remedy: 'Name new bases behind those that were there, and leave those in their order.',
  run: (values) => {
    const [from, to] = [values['old model'], values['new model']]
    const [before, after] = [basesOf(from), basesOf(to)]
    if (from.linearization.length === 0 || to.linearization.length === 0) {
      return { verdict: 'unknown', detail: 'The order could not be read.', evidence: [] }
    }
    const stayed = after.filter((name) => before.includes(name))
    const order = [
      { where: 'before', what: nameAll(before) },
      { where: 'after', what: nameAll(after) },
    ]
    if (before.filter((name) => after.includes(name)).join() !== stayed.join()) {
      return { verdict: 'fail', detail: 'Bases stand in another order.', evidence: order }
    }
    const pushed = pushing(from, to, after)
    if (pushed.length > 0) {
      const detail = `${pushed.length} new bases push the variables of others away.`
      return { verdict: 'fail', detail, evidence: [...pushed, ...order] }
    }
    const judgement = judgeNames(before, after, order)
    // Without its variables a new base looks as if it had none.
    return judgement.verdict === 'pass' ? passIfRead(judgement, unreadParts(from, to)) : judgement
  },
}

/** New bases without variables of their own change nothing but which override runs. */
function judgeNames(
  before: readonly string[],
  after: readonly string[],
  order: readonly FindingEvidence[],
): Judgement {
  if (before.join() === after.join()) {
    const detail = `${after.length} bases stand in their order.`
    return { verdict: 'pass', detail, evidence: [] }
  }
  const gone = before.filter((name) => !after.includes(name))
  if (gone.length > 0) {
    return { verdict: 'warn', detail: `${gone.length} bases are gone.`, evidence: order }
  }
  const detail = `${after.length - before.length} bases are new, behind or without variables.`
  return { verdict: 'pass', detail, evidence: order }
}

/** Most basic first, without the contract itself, whose name is its version. */
function basesOf({ linearization }: ContractModel): string[] {
  return linearization.slice(1).toReversed()
}

function nameAll(names: readonly string[]): string {
  return names.length > 0 ? visibleText(names.join(' < ')) : 'no bases'
}

/** New bases with variables that stand in front of one that had variables before. */
function pushing(
  from: ContractModel,
  to: ContractModel,
  after: readonly string[],
): FindingEvidence[] {
  const before = basesOf(from)
  const stores = (name: string, model = to) =>
    model.variables.some((one) => one.contract === name && one.mutability === 'mutable')
  // The variables of the contract itself stand behind those of all its bases.
  const own = from.name
  const hadOwn = stores(own, from) && !after.includes(own)
  return after.flatMap((name, position) => {
    const behind = after.slice(position + 1).filter((one) => before.includes(one) && stores(one))
    const pushed = hadOwn ? [...behind, own] : behind
    const isNew = !before.includes(name) && stores(name)
    return isNew && pushed.length > 0
      ? [{ where: visibleText(name), what: visibleText(`stands in front of ${pushed.join(', ')}`) }]
      : []
  })
}
