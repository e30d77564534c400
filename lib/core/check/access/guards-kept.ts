import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { evidenceAt, passIfRead, unreadEvidence } from '@/lib/core/check/model-evidence'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import { authorityGuards, choosesCaller, isWriter, limitsCaller } from './caller-authority'

type Models = { readonly 'old model': ContractModel; readonly 'new model': ContractModel }

/** AC-01. Whether every function that writes still asks for what it asked for. */
export const guardsKept: Check<keyof Models> = {
  id: 'AC-01',
  title: 'No guard was removed or weakened',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old model', 'new model'],
  incident:
    'Ankr, 2022-12-01, about 5 million: the code behind the token was replaced by one whose mint asked nobody who was calling.',
  remedy: 'Put the guard back, or say why whoever calls may do this now.',
  run: (values) => {
    const pairs = pairsOf(values)
    const losses = pairs.flatMap(([from, to]) => compareGuards(from, to))
    const rested = pairs.flatMap(([from, to]) => changedGrounds(from, to, values))
    const evidence = [...losses, ...rested].map(({ place, what }) => evidenceAt(place, what))
    const opened = losses.filter(({ opens }) => opens).length
    if (opened > 0) {
      return { verdict: 'fail', detail: `${opened} functions let more callers through.`, evidence }
    }
    if (evidence.length > 0) {
      return {
        verdict: 'warn',
        detail: `${evidence.length} guards are not what they were.`,
        evidence,
      }
    }
    return passIfRead(kept(pairs.length), unreadOf(values))
  },
}

function kept(count: number): Judgement {
  const detail = `${count} functions that write ask for all that they asked for.`
  return { verdict: 'pass', detail, evidence: [] }
}

function unreadOf(values: Models): FindingEvidence[] {
  return [...unreadEvidence(values['old model'], 'before'), ...unreadEvidence(values['new model'])]
}

function pairsOf(values: Models): (readonly [from: FunctionModel, to: FunctionModel])[] {
  const next = new Map(
    values['new model'].functions.filter(isWriter).map((one) => [keyOf(one), one]),
  )
  return values['old model'].functions.filter(isWriter).flatMap((from) => {
    const to = next.get(keyOf(from))
    return to ? [[from, to] as const] : []
  })
}

function keyOf({ selector, signature }: FunctionModel): string {
  return selector ?? signature
}

type Loss = {
  readonly place: FunctionModel['place']
  readonly what: string
  readonly opens: boolean
}

function compareGuards(from: FunctionModel, renamed: FunctionModel): Loss[] {
  const to = withNamesOf(from, renamed)
  const lost = from.guards.filter((guard) => !to.guards.some((other) => implies(other, guard)))
  const authority = limitsOf(from)
  const chosen = authorityGuards(from)
  const [limits, others] = [limitsOf(to), authorityGuards(to)].map((guards) =>
    guards.filter((guard) => !from.guards.includes(guard)),
  )
  return lost.map((guard) => {
    const weaker = to.guards.find((other) => implies(guard, other))
    const isAuthority = authority.includes(guard)
    // Of what let chosen callers through, what keeps some out takes nothing over.
    const instead = chosen.includes(guard) ? others : limits
    const became = weaker ?? (isAuthority ? instead?.[0] : undefined)
    const what = became ? `${guard} became ${became}` : `no longer asks for ${guard}`
    const opens =
      isAuthority && (weaker ? !addsOnlyChosen(guard, weaker, to) : became === undefined)
    return { place: to.place, what: `${to.signature}: ${what}`, opens }
  })
}

/** Guards that do not let just anybody through. */
function limitsOf({ callerGuards, parameters }: FunctionModel): string[] {
  return callerGuards.filter((guard) =>
    guard.split(' || ').some((condition) => limitsCaller(condition, parameters)),
  )
}

/** Guards with the parameters called what the old version called them. */
function withNamesOf(from: FunctionModel, to: FunctionModel): FunctionModel {
  const names = new Map(to.parameters.map((name, position) => [name, from.parameters[position]]))
  const rename = (guard: string) =>
    guard
      .split(' || ')
      .map((one) => one.replace(/(?<![\w$.])[\w$]+/g, (word) => names.get(word) || word))
      .toSorted()
      .join(' || ')
  const [guards, callerGuards] = [to.guards.map(rename), to.callerGuards.map(rename)]
  return { ...to, guards, callerGuards, parameters: from.parameters }
}

/** Whether what was added to a guard are other chosen callers, and not a way around it. */
function addsOnlyChosen(guard: string, weaker: string, { parameters }: FunctionModel): boolean {
  const kept = guard.split(' || ')
  const added = weaker.split(' || ').filter((one) => !kept.includes(one))
  return added.every((one) => choosesCaller(one, parameters))
}

/** Whether one guard holds only where the other does: it lists some of the other's alternatives, and no more. */
function implies(guard: string, other: string): boolean {
  const alternatives = other.split(' || ')
  return guard === 'false' || guard.split(' || ').every((one) => alternatives.includes(one))
}

/** Guards that stayed, but ask a function whose code is another now. */
function changedGrounds(from: FunctionModel, to: FunctionModel, values: Models): Loss[] {
  const stayed = authorityGuards(to).filter((guard) => from.guards.includes(guard))
  const asked = stayed.flatMap((guard) =>
    [...guard.matchAll(/([\w$]+)\(/g)].map(([, name]) => name),
  )
  const changed = [...new Set(asked)].filter((name) => {
    const [before, after] = [values['old model'], values['new model']].map(({ functions }) =>
      functions.filter((one) => one.name === name && one.body !== '').map(({ body }) => body),
    )
    return before?.join('\n') !== after?.join('\n')
  })
  return changed.map((name) => ({
    place: to.place,
    what: `${to.signature}: its guard asks ${name}, whose code changed`,
    opens: false,
  }))
}
