import { type Address, isAddressEqual } from 'viem'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { Simulation } from '@/lib/core/simulation/simulation'
import { declaredSettings } from './declared-settings'
import type { SafeSettings, SafeSettingsChange } from './safe-settings'

/** TX-02. Whether the Safe is the same afterwards, but for what the transaction says in plain calls. */
export const safeKept: Check<'safe settings' | 'calls' | 'simulation', 'safe call'> = {
  id: 'TX-02',
  title: 'The Safe’s own code and guards stay',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['safe settings', 'calls', 'simulation'],
  may: ['safe call'],
  incident:
    'Bybit, 2025-02-21, 1.46 billion: what the signers took for a transfer was a delegatecall that wrote slot 0, the address of the Safe’s code. WazirX, 2024-07-18, 235 million: the same by another way.',
  remedy: 'Do not sign. Change the Safe only in a transaction of its own, whose calls say so.',
  run: (values) => {
    const changes = values['safe settings']
    if (changes.length === 0) {
      return { verdict: 'not-applicable', detail: 'No Safe takes part.', evidence: [] }
    }
    const root = values['safe call']
    const calls = walkCalls(root ? [root] : values.calls)
    const unread = changes.flatMap(unreadLists)
    const wrong = changes.flatMap((change) =>
      differences(change, declaredSettings(change.safe, change.before, calls)),
    )
    if (wrong.length > 0) {
      const detail = `${wrong.length} settings of the Safe change, and no call says so.`
      return { verdict: 'fail', detail, evidence: wrong }
    }
    const { diff } = values.simulation
    if (!diff.known) {
      const evidence = [{ where: 'simulation', what: diff.reason }, ...unread]
      return { verdict: 'unknown', detail: 'What the path writes is not known.', evidence }
    }
    const others = changes.flatMap(({ safe }) => otherWrites(safe, diff.value.contracts))
    if (others.length > 0) {
      const detail = `${others.length} other words of the Safe’s storage are written.`
      return { verdict: 'fail', detail, evidence: others }
    }
    if (unread.length > 0) {
      return { verdict: 'unknown', detail: 'Not all settings could be read.', evidence: unread }
    }
    const declared = changes.flatMap(({ safe, before, after }) =>
      differences({ safe, before, after }, before).map(({ where, what }) => ({
        where,
        what: `${what}, as a call says`,
      })),
    )
    const detail =
      declared.length > 0
        ? `${declared.length} settings change as the calls say (TX-07), and no other.`
        : `Singleton, owners, threshold, modules, guards and fallback handler of ${changes.length === 1 ? 'the Safe' : `${changes.length} Safes`} are as before.`
    return { verdict: 'pass', detail, evidence: declared }
  },
}

const single = [
  ['singleton', 'slot 0'],
  ['threshold', 'threshold'],
  ['guard', 'guard'],
  ['moduleGuard', 'module guard'],
  ['fallbackHandler', 'fallback handler'],
] as const satisfies readonly (readonly [keyof SafeSettings, string])[]

function differences(
  { safe, after }: SafeSettingsChange,
  expected: SafeSettings,
): FindingEvidence[] {
  const values = single.flatMap(([key, name]) =>
    same(expected[key], after[key])
      ? []
      : [{ where: `${safe} ${name}`, what: `${key} ${expected[key]} → ${after[key]}` }],
  )
  const lists = (['owners', 'modules'] as const).flatMap((key) => {
    const [was, is] = [expected[key], after[key]]
    if (was && is && sameSet(was, is)) return []
    if (was === undefined && is === undefined) return []
    const what = `${key} ${textOf(was)} → ${textOf(is)}`
    return [{ where: `${safe} ${key}`, what: visibleText(what, { maxLength: 400 }) }]
  })
  return [...values, ...lists]
}

function same(one: Address | bigint, other: Address | bigint): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase()
}

/** The order of a list decides nothing. */
function sameSet(some: readonly Address[], others: readonly Address[]): boolean {
  const text = (list: readonly Address[]) => list.map((one) => one.toLowerCase()).toSorted()
  return text(some).join() === text(others).join()
}

function textOf(list: readonly Address[] | undefined): string {
  return list ? list.join(', ') || 'none' : 'no list that can be read'
}

function unreadLists({ safe, before, after }: SafeSettingsChange): FindingEvidence[] {
  return (['owners', 'modules'] as const).flatMap((key) =>
    before[key] === undefined && after[key] === undefined
      ? [{ where: `${safe} ${key}`, what: 'could not be read' }]
      : [],
  )
}

/** What is compared above, and what every transaction of a Safe counts or its owners have approved. */
const settled =
  /^(singleton|modules\[|owners\[|ownerCount$|threshold$|nonce$|guard$|moduleGuard$|fallbackHandler$)/

function otherWrites(
  safe: Address,
  contracts: (Simulation['diff'] & { known: true })['value']['contracts'],
): FindingEvidence[] {
  const own = contracts.filter(({ address }) => isAddressEqual(address, safe))
  return own.flatMap(({ storage }) =>
    storage
      .filter(({ variables }) => !(variables.length > 0 && variables.every(isSettled)))
      .map(({ slot, before, after, variables }) => {
        const names = variables.map(({ path }) => path).join(', ')
        const what = `${names || 'nothing that a Safe keeps'}: ${before} → ${after}`
        return { where: `${safe} slot ${slot}`, what: visibleText(what) }
      }),
  )
}

function isSettled({ path }: { readonly path: string }): boolean {
  return settled.test(path)
}
