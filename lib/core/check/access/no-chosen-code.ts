import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadEvidence } from '@/lib/core/check/model-evidence'
import type { ContractModel, FunctionModel, OutgoingCall } from '@/lib/core/source/contract-model'
import { authorityGuards, isWriter, keepsOut } from './caller-authority'
import { isChosen, isListed } from './chosen-targets'

/** AC-07. Whether a stranger can have code of its choice run in the storage of the contract. */
export const noChosenCode: Check<'new model'> = {
  id: 'AC-07',
  title: 'The contract delegates to no code that a caller chooses',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new model'],
  incident:
    'Furucombo, 2021-02-27, 14 to 15 million: a handler that anyone could name was delegated to, and named itself an implementation. Curio, 2024-03-23: a plot of the governance ran by delegatecall and minted.',
  remedy: 'Delegate to a constant or an immutable; let only the owner set what is kept in storage.',
  run: ({ 'new model': model }) => {
    const all = model.functions.filter(isWriter).flatMap(delegationsOf)
    const judged = all.map((one) => ({ ...one, reach: reachOf(one, model) }))
    const evidence = judged.map(({ by, call, reach }) =>
      evidenceAt(call.place, `${by.signature} delegates to ${call.targetText}: ${words[reach]}`),
    )
    const count = (reach: Reach) => judged.filter((one) => one.reach === reach).length
    if (count('stranger') > 0) {
      const detail = `${count('stranger')} delegations go where a stranger wants.`
      return { verdict: 'fail', detail, evidence }
    }
    if (count('unknown') > 0) {
      const detail = `Where ${count('unknown')} delegations go could not be told.`
      return { verdict: 'unknown', detail, evidence }
    }
    if (count('stored') > 0) {
      const detail = `${count('stored')} delegations go where storage says.`
      return { verdict: 'warn', detail, evidence }
    }
    const detail =
      all.length === 0
        ? 'It delegates to nothing.'
        : `${all.length} delegations, none chosen by a stranger.`
    return passIfRead({ verdict: 'pass', detail, evidence }, unreadEvidence(model))
  },
}

type Delegation = { readonly by: FunctionModel; readonly call: OutgoingCall }
type Reach = 'stranger' | 'unknown' | 'stored' | 'owner' | 'fixed'

const words: Readonly<Record<Reach, string>> = {
  stranger: 'whoever calls chooses it',
  unknown: 'where it comes from could not be told',
  stored: 'kept in storage',
  owner: 'chosen by callers that a guard lets through',
  fixed: 'fixed in the code',
}

function delegationsOf(by: FunctionModel): Delegation[] {
  return by.outgoing
    .filter(
      ({ kind, member }) =>
        kind === 'delegatecall' ||
        (kind === 'assembly' && (member === 'delegatecall' || member === 'callcode')),
    )
    .map((call) => ({ by, call }))
}

function reachOf({ by, call }: Delegation, { functions }: ContractModel): Reach {
  if (call.target === 'constant' || call.target === 'immutable') return 'fixed'
  const isGuarded = authorityGuards(by).length > 0 || isListed(by, call.targetText)
  if (isChosen(call.target)) return isGuarded ? 'owner' : 'stranger'
  if (call.target === 'unknown') return isGuarded ? 'owner' : 'unknown'
  const names: readonly string[] = call.targetText.match(/[\w$]+/g) ?? []
  const isOpen = functions
    .filter(isWriter)
    .filter(
      (one) => authorityGuards(one).length === 0 && one.guards.every((guard) => isFree(guard, one)),
    )
    .some((one) => one.writes.some((name) => names.includes(name.split('.').at(-1) ?? '')))
  return isOpen ? 'stranger' : 'stored'
}

/** Words of a guard that are of no state. */
const stateless =
  /^(address|payable|code|length|type|max|true|false|msg|sender|u?int\d*|bytes\d*|\d\w*)$/

/** Whether any caller can meet a guard: by what it gives, or by not being one of those that are kept out. */
function isFree(guard: string, { parameters }: FunctionModel): boolean {
  return guard.split(' || ').some((condition) => {
    if (/msg\.sender|_msgSender\(\)/.test(condition) && keepsOut.test(condition)) return true
    const words: readonly string[] = condition.match(/[\w$]+/g) ?? []
    const roots = words.filter((word) => !stateless.test(word))
    return roots.length > 0 && roots.every((word) => parameters.includes(word))
  })
}
