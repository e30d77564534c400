import { type Address, size, slice } from 'viem'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { keysOfPath } from '@/lib/core/simulation/path-keys'
import type { ContractChanges, SlotChange, VariableChange } from '@/lib/core/simulation/state-diff'
import { boundEvidence } from './bound-evidence'
import { type Declared, impliedWrite, textOf } from './implied-write'

/** SM-01. Whether anything is written that the calls do not say. */
export const writtenAsDeclared: Check<
  'simulation' | 'upgrades',
  'calls' | 'safe' | 'timelock' | 'declared writes'
> = {
  id: 'SM-01',
  title: 'Only declared state is written',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['simulation', 'upgrades'],
  may: ['calls', 'safe', 'timelock', 'declared writes'],
  incident:
    'Nomad, 2022-06-21, drained for 190 million on 2022-08-01: the initializer of an upgrade marked the root of zero as confirmed, and so every message that nobody had proved.',
  remedy:
    'Explain each variable that is written, take the write out of the migration, or declare it in expects.writes.',
  run: (values) => {
    const { diff, steps } = values.simulation
    if (!diff.known) return unknownBecause(diff.reason)
    const stopped = steps.find(({ outcome }) => outcome.status !== 'done')
    if (stopped || steps.length === 0) return unknownBecause('the path was not walked to its end')
    const looks = diff.value.contracts.flatMap((contract) => lookAt(contract, values))
    if (looks.length === 0) {
      const evidence = [{ where: 'storage', what: 'no variable has another value than before' }]
      return { verdict: 'pass', detail: 'Nothing stays written.', evidence }
    }
    const verdict = worstVerdict(looks.map((look) => look.verdict))
    const worst = looks.filter((look) => look.verdict === verdict).length
    const order: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass']
    const sorted = order.flatMap((one) => looks.filter((look) => look.verdict === one))
    return {
      verdict,
      detail: `${worst} of ${looks.length} ${details[verdict](worst === 1 ? 'is' : 'are')}`,
      evidence: boundEvidence(sorted.map(({ evidence }) => evidence)),
    }
  },
}

const details: Readonly<Record<Verdict, (are: 'is' | 'are') => string>> = {
  pass: (are) => `writes ${are} what the calls themselves say.`,
  warn: (are) =>
    `writes ${are} ${are === 'is' ? 'an argument' : 'arguments'} of a migration. Compare each with what it is meant to be.`,
  fail: (are) => `writes ${are} declared by nobody.`,
  unknown: () => 'writes could not be decoded.',
  'not-applicable': () => '',
}

function unknownBecause(what: string): Judgement {
  const evidence = [{ where: 'simulation', what }]
  return { verdict: 'unknown', detail: 'What is written is not known.', evidence }
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function lookAt({ address, codeHash, storage }: ContractChanges, declared: Declared): Look[] {
  const isReplaced = codeHash?.before !== undefined && codeHash.before !== codeHash.after
  const code: Look[] = isReplaced
    ? [{ verdict: 'fail', evidence: { where: address, what: 'its own code is replaced' } }]
    : []
  const written = storage.filter(({ before, after }) => before !== after)
  return [...code, ...written.flatMap((slot) => lookAtSlot(address, slot, declared))]
}

function lookAtSlot(of: Address, slot: SlotChange, declared: Declared): Look[] {
  const { problem, variables, before, after } = slot
  const read = variables.map((variable): Look => {
    const where = `${of} ${visibleText(variable.path, { maxLength: 200 })}, ${slotText(slot)}`
    const what = `${sideText(variable.before)} → ${sideText(variable.after)}`
    const implied = impliedWrite({ of, variable }, declared)
    if (implied) return { verdict: 'pass', evidence: { where, what: `${what}: ${implied}` } }
    const given = argumentOfMigration(of, variable, declared)
    const zero = hasZeroKey(variable) ? '; the key is zero' : ''
    return given && !zero
      ? { verdict: 'warn', evidence: { where, what: `${what}: ${given}` } }
      : { verdict: 'fail', evidence: { where, what: `${what}${zero}` } }
  })
  if (problem === undefined) return read
  const raw = `${before} → ${after}: ${visibleText(problem, { maxLength: 200 })}`
  const evidence = { where: `${of} ${slotText(slot)}`, what: raw }
  return [...read, { verdict: 'unknown', evidence }]
}

function slotText({ slot }: SlotChange): string {
  const number = BigInt(slot)
  return `slot ${number < 2n ** 64n ? number : slot}`
}

function sideText(side: VariableChange['after']): string {
  return side ? visibleText(side.text, { maxLength: 120 }) : 'nothing'
}

/** An address, number or hash of nothing, under which nobody has anything. */
function hasZeroKey({ path }: VariableChange): boolean {
  return keysOfPath(path).some((key) => /^0x0+$|^0$/.test(key))
}

/** What stands in the calldata of a migration word for word was to be read before; that is less than being declared. */
function argumentOfMigration(
  of: Address,
  { after }: VariableChange,
  { upgrades, calls = [] }: Declared,
): string | undefined {
  const own = upgrades.filter(
    ({ migration, proxies }) =>
      migration !== '0x' && proxies.some((proxy) => proxy.toLowerCase() === of.toLowerCase()),
  )
  const called = walkCalls(calls).find(
    ({ call }) =>
      own.some(({ migration }) => migration === call.call.data) &&
      call.args?.some((argument) => textOf(argument) === after?.text),
  )
  if (called) return `an argument of ${called.call.signature ?? called.path}`
  const number = numberOf(after?.text)
  const words = own.flatMap(({ migration }) => wordsOf(migration))
  return number !== undefined && number > 0n && words.includes(number)
    ? 'a word of the calldata of the migration'
    : undefined
}

function numberOf(text: string | undefined): bigint | undefined {
  if (text === 'true') return 1n
  return text && /^(\d{1,78}|0x[0-9a-f]{1,64})$/i.test(text) ? BigInt(text) : undefined
}

function wordsOf(data: `0x${string}`): bigint[] {
  const count = Math.max(0, Math.floor((size(data) - 4) / 32))
  return Array.from({ length: count }, (_, at) => BigInt(slice(data, 4 + at * 32, 36 + at * 32)))
}
