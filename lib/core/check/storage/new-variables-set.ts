import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { CheckFactValues, LiveStorage } from '@/lib/core/check/check-facts'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { unreadParts } from '@/lib/core/check/model-evidence'
import { namespaceVariables } from '@/lib/core/simulation/namespace-variables'
import type { ContractModel } from '@/lib/core/source/contract-model'
import { describeCell, storageCells } from '@/lib/core/storage-layout/storage-cells'
import { newCells } from './new-storage'
import { judgeZero, type ZeroReliance } from './zero-reliance'

type Sourced = 'old layout' | 'new layout' | 'old model' | 'new model'
type May = Sourced | 'old analysis' | 'new analysis'
type Values = Pick<CheckFactValues, 'storage after'> & Partial<Pick<CheckFactValues, May>>

/** ST-11. Whether what is new holds something once the patch has run, where code relies on it. */
export const newVariablesSet: Check<'storage after', May> = {
  id: 'ST-11',
  title: 'No new variable is read while it is still zero',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['storage after'],
  may: ['old layout', 'new layout', 'old model', 'new model', 'old analysis', 'new analysis'],
  incident:
    'Ronin, 2024-08-06, 12 million: the weight of all operators was new and never set, so that no vote was needed to withdraw. Arbitrum, 2022-09-21: the address of a bridge was empty after an upgrade.',
  remedy: 'Set the variable in the migration, within the same patch.',
  run: (values) => {
    const found = values['storage after'].flatMap(({ proxy, words }) =>
      looksAt(values, words)?.map((look) => (proxy ? placed(look, proxy) : look)),
    )
    const looks = found.flatMap((look) => look ?? [])
    if (found.includes(undefined) || values['storage after'].length === 0) return notTold()
    const model = values['new model']
    const unread = model
      ? unreadParts(model).map((evidence): Look => ({ verdict: 'unknown', evidence }))
      : [fromCode]
    const all = [...looks, ...unread]
    if (all.length === 0) {
      const evidence = [{ where: 'layout', what: 'no variable with a value of its own is new' }]
      return { verdict: 'not-applicable', detail: 'No variable is new.', evidence }
    }
    const verdict = worstVerdict(all.map((look) => look.verdict))
    const few = all.filter((look) => look.verdict === verdict)
    const rest = all.filter((look) => look.verdict !== verdict)
    return {
      verdict,
      detail: `${few.length} of ${all.length} ${details[verdict]}`,
      evidence: [...few, ...rest].slice(0, 80).map(({ evidence }) => evidence),
    }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'new variables are set, or zero is what they begin with.',
  warn: 'new variables are zero, and the code looks as if it knew.',
  fail: 'new variables are still zero, and functions rely on them.',
  unknown: 'new variables are zero, or could not be judged.',
  'not-applicable': '',
}

function notTold(): Judgement {
  const what = 'neither layouts with sources nor an analysis of the code of both sides'
  const evidence = [{ where: 'new variables', what }]
  return { verdict: 'unknown', detail: 'Which variables are new is not known.', evidence }
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

const fromCode: Look = {
  verdict: 'unknown',
  evidence: { where: 'code', what: 'without sources not every variable is seen' },
}

/** Undefined where it is not known what is new. */
function looksAt(values: Values, words: LiveStorage['words']): Look[] | undefined {
  const { 'new model': model, 'old model': oldModel } = values
  const [from, to] = [values['old layout'], values['new layout']]
  if (model && oldModel && from && to) {
    return newVariables({ model, oldModel, from, to }).map((one) => lookAt(one, model, words))
  }
  const [old, now] = [values['old analysis'], values['new analysis']]
  return old && now ? lookAtCode(old, now, words) : undefined
}

type NewVariable = {
  readonly name: string
  readonly path: string
  readonly typeLabel: string
  readonly start: bigint
  readonly bytes: bigint
}

function newVariables({
  model,
  oldModel,
  from,
  to,
}: {
  model: ContractModel
  oldModel: ContractModel
  from: Parameters<typeof newCells>[0]
  to: Parameters<typeof newCells>[1]
}): NewVariable[] {
  const old = new Map(storageCells(from).map((cell) => [cell.path, cell]))
  // What has another place than before is as new there.
  const moved = storageCells(to).filter((cell) => {
    const before = old.get(cell.path)
    return before && !cell.gap && before.start !== cell.start
  })
  const places = new Map([...newCells(from, to), ...moved].map((cell) => [cell.path, cell]))
  const linear = [...places.values()]
    .filter(({ type }) => to.types.get(type)?.kind === 'value')
    .map((cell) => ({ ...cell, name: cell.path.split('.')[0] ?? cell.path }))
  const hashed = model.namespaces.flatMap((namespace) => {
    const before = oldModel.namespaces.find(({ id }) => id === namespace.id)?.members ?? []
    const laid = namespaceVariables([namespace])
    const fresh = new Set(namespace.members.slice(before.length).map(({ name }) => name))
    return storageCells(laid)
      .filter(({ type, gap }) => !gap && laid.types.get(type)?.kind === 'value')
      .flatMap((cell) => {
        const [member = ''] = cell.path.slice(namespace.id.length + 1).split('.')
        return fresh.has(member) ? [{ ...cell, name: `${namespace.struct}.${member}` }] : []
      })
  })
  return [...linear, ...hashed]
}

function lookAt(variable: NewVariable, model: ContractModel, words: LiveStorage['words']): Look {
  const { name, path, typeLabel, start, bytes } = variable
  const where = visibleText(`${describeCell({ start, bytes })}: ${path}`, { maxLength: 200 })
  const value = valueIn(words, { start, bytes })
  if (value === undefined) return { verdict: 'unknown', evidence: { where, what: 'was not read' } }
  if (value !== 0n) {
    return { verdict: 'pass', evidence: { where, what: `is ${value} after the patch` } }
  }
  const { verdict, why }: ZeroReliance = judgeZero({ name, isBool: typeLabel === 'bool' }, model)
  return { verdict, evidence: { where, what: visibleText(`is zero after the patch; ${why}`) } }
}

/** A value lies within one word. */
function valueIn(
  words: LiveStorage['words'],
  { start, bytes }: Pick<NewVariable, 'start' | 'bytes'>,
): bigint | undefined {
  const word = words.get(start / 32n)
  if (word === undefined) return undefined
  return (BigInt(word) >> ((start % 32n) * 8n)) & ((1n << (bytes * 8n)) - 1n)
}

/**
 * From the code alone: a place that the old code never touched, still zero, that a function relies on which writes other
 * places, while whoever writes it only sets it.
 */
function lookAtCode(old: CodeAnalysis, now: CodeAnalysis, words: LiveStorage['words']): Look[] {
  const known = new Set(old.storage.map(placeOf))
  const fresh = now.storage.filter((use) => !known.has(placeOf(use)) && isPlain(use))
  return fresh.flatMap((use): Look[] => {
    const bits = bitsOf(use)
    const word = words.get(use.slot)
    const where = `${use.slot < 2n ** 64n ? `slot ${use.slot}` : `slot 0x${use.slot.toString(16)}`}, byte ${use.offset}`
    if (word === undefined)
      return [{ verdict: 'unknown', evidence: { where, what: 'was not read' } }]
    const value = (BigInt(word) >> BigInt(use.offset * 8)) & ((1n << bits) - 1n)
    if (value !== 0n || use.reads.length === 0) return []
    const relying = use.reads.filter((selector) => !use.writes.includes(selector))
    const writers = relying.filter((selector) =>
      now.storage.some((other) => other !== use && other.writes.includes(selector)),
    )
    const isCounted = use.reads.some((selector) => use.writes.includes(selector))
    const isBad = writers.length > 0 && !isCounted && use.type !== 'bool'
    const what = `${visibleText(use.type, { maxLength: 60 })}, zero after the patch; ${use.reads.join(', ')} read it`
    return [{ verdict: isBad ? 'fail' : 'unknown', evidence: { where, what } }]
  })
}

function placeOf({ slot, offset }: StorageUse): string {
  return `${slot} ${offset}`
}

function isPlain({ type }: StorageUse): boolean {
  return !/mapping|\[|struct|string|^bytes$/.test(type)
}

function bitsOf({ type, offset }: StorageUse): bigint {
  const [, digits] = /^(?:uint|int)(\d+)$/.exec(type) ?? []
  const [, bytes] = /^bytes(\d+)$/.exec(type) ?? []
  if (type === 'address') return 160n
  if (type === 'bool') return 8n
  return BigInt(digits ?? Number(bytes ?? 32 - offset) * 8)
}

function placed({ verdict, evidence: { where, what } }: Look, proxy: string): Look {
  return { verdict, evidence: { where: `${proxy} ${where}`, what } }
}
