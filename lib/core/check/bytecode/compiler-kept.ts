import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { type BugCondition, compilerBugs } from './compiler-bugs'
import { isBefore, isWithin, parseVersion } from './version-order'

/** BC-05. Whether the new code is made like the old, by a compiler without bugs that would show in it. */
export const compilerKept: Check<'old contract' | 'new contract'> = {
  id: 'BC-05',
  title: 'Compiler and settings stay, without known bugs',
  severity: 'medium',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old contract', 'new contract'],
  remedy:
    'Look the bug up in the list of the compiler, or compile with a version that is free of it.',
  run: (values) => {
    const [from, to] = [values['old contract'], values['new contract']]
    const version = parseVersion(to.compiler)
    const changes = changesOf(from, to)
    const present = compilerBugs.filter(
      (bug) => version && isWithin(version, bug) && (!bug.needs || holds[bug.needs](to, version)),
    )
    if (present.length > 0) {
      const bugs = present.map(({ name, severity, effect }) => ({
        where: visibleText(`solc ${to.compiler}`),
        what: `${name} (${severity}): ${effect}`,
      }))
      const detail = `${present.length} known bugs of this compiler can show under these settings.`
      return { verdict: 'fail', detail, evidence: [...bugs, ...changes] }
    }
    if (!version || !to.settings || !from.settings) {
      const what = version ? 'settings were not kept' : `${visibleText(to.compiler)} is no version`
      const evidence = [...changes, { where: 'compiler', what }]
      return { verdict: 'unknown', detail: 'Not all of compiler and settings is known.', evidence }
    }
    return changes.length > 0
      ? {
          verdict: 'warn',
          detail: `${changes.length} things about the compilation changed.`,
          evidence: changes,
        }
      : {
          verdict: 'pass',
          detail: `Both by ${visibleText(to.compiler)} with the same settings; no bug of medium severity or above applies.`,
          evidence: [],
        }
  },
}

const holds: Readonly<
  Record<BugCondition, (contract: CompiledContract, version: readonly number[]) => boolean>
> = {
  'via-ir': ({ settings }) => settings?.viaIR === true,
  // With details `enabled` may be left out, and parts of the optimizer run all the same.
  optimizer: ({ settings }) =>
    memberOf(settings?.optimizer, 'enabled') === true ||
    memberOf(settings?.optimizer, 'details') !== undefined,
  'abi-coder-v2': ({ sources }, version) =>
    !isBefore(version, [0, 8, 0]) ||
    Object.values(sources).some((text) =>
      /pragma\s+(abicoder\s+v2|experimental\s+ABIEncoderV2)/.test(text),
    ),
  'storage-end-warning': ({ warnings }) => warnings.some((text) => /end of storage/i.test(text)),
}

/** The settings that decide about the code. */
const telling = ['optimizer', 'evmVersion', 'viaIR', 'debug', 'eofVersion', 'experimental'] as const

function changesOf(from: CompiledContract, to: CompiledContract): FindingEvidence[] {
  const compiler = from.compiler === to.compiler ? [] : [['compiler', from.compiler, to.compiler]]
  const settings = telling
    .map((name) => [
      name,
      describeSetting(from.settings?.[name]),
      describeSetting(to.settings?.[name]),
    ])
    .filter(([, before, after]) => before !== after)
  return [...compiler, ...settings].map(([where = '', before = '', after = '']) => ({
    where,
    what: visibleText(`${before || 'the default'} → ${after || 'the default'}`),
  }))
}

/** Members in one order, so that equal settings are equal text. */
function describeSetting(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : String(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return members.map(([name, member]) => `${name} ${describeSetting(member)}`).join(', ')
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
