import { slice, toHex } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { LiveStorage, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { evidenceAt, passIfRead } from '@/lib/core/check/model-evidence'
import type { ContractModel } from '@/lib/core/source/contract-model'
import { describeCell, type StorageCell } from '@/lib/core/storage-layout/storage-cells'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { leadsByKeys, type NewHashedStorage, newCells, newHashedStorage } from './new-storage'

/** ST-10. Whether what is new begins with nothing, as its code takes for granted. */
export const newVariablesEmpty: Check<
  'old layout' | 'new layout' | 'old model' | 'new model' | 'live values',
  'upgrade'
> = {
  id: 'ST-10',
  title: 'New variables begin with empty storage',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old layout', 'new layout', 'old model', 'new model', 'live values'],
  may: ['upgrade'],
  incident:
    'Munchables, 2024-03-26, 62.5 million: before the proxy was given its proper code, an earlier implementation had written a balance of a million ether into its storage.',
  remedy:
    'Find out which earlier version wrote there; put the variable behind it, or let the migration set it.',
  run: (values) => {
    const [layout, from, to] = [values['new layout'], values['old model'], values['new model']]
    const storages = values['live values']
    const cells = newCells(values['old layout'], layout)
    const hashed = newHashedStorage(from, to)
    const unread = [from, to].flatMap((model) =>
      model.unread.map((what) => ({ where: model.name, what: visibleText(what) })),
    )
    if (cells.length + hashed.length + unread.length === 0) {
      return { verdict: 'not-applicable', detail: 'No variable is new.', evidence: [] }
    }
    const set = writtenByMigration(values.upgrade, to)
    const found = storages.flatMap(({ proxy, words }) => {
      const looks = [
        ...cells.map((cell) => lookAtCell(cell, { layout, words, set })),
        ...hashed.map((one) => lookAtHashed(one, words)),
      ]
      const isOne = storages.length === 1 || proxy === undefined
      return isOne ? looks : looks.map((look) => withProxy(look, proxy))
    })
    const verdict = worstVerdict(found.map((one) => one.verdict))
    const evidence = found.map((one) => one.evidence)
    const count = found.filter((one) => one.verdict === verdict).length
    const whole = `${cells.length + hashed.length} new variables begin with empty storage.`
    return passIfRead({ verdict, detail: detailOf(verdict, count, whole), evidence }, unread)
  },
}

function detailOf(verdict: Verdict, count: number, whole: string): string {
  const begin = count === 1 ? '1 new variable begins' : `${count} new variables begin`
  switch (verdict) {
    case 'fail':
      return `${begin} with what others left there.`
    case 'warn':
      return `${begin} with what others left there, until the migration sets ${count === 1 ? 'it' : 'them'}.`
    case 'unknown':
      return `Of ${count} new variables it is not known what they begin with.`
    default:
      return whole
  }
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

type Live = {
  readonly layout: StorageLayout
  readonly words: LiveStorage['words']
  readonly set: ReadonlySet<string>
}

function lookAtCell(cell: StorageCell, { layout, words, set }: Live): Look {
  const where = describeCell(cell)
  const tell = (verdict: Verdict, what: string): Look => ({
    verdict,
    evidence: { where, what: visibleText(`${cell.path} (${cell.typeLabel}) ${what}`) },
  })
  const value = readCell(cell, words)
  if (value === undefined) return tell('unknown', 'was not read')
  if (value > 0n) {
    // The migration may only add to what it finds, so it is still for people to see.
    return set.has(cell.path.replace(/\..*$/s, ''))
      ? tell('warn', `holds ${toHex(value)}; the migration writes it`)
      : tell('fail', `begins with ${toHex(value)}`)
  }
  return leadsByKeys(layout, cell.type)
    ? tell('unknown', 'is reached by keys, and what earlier versions left behind them is not known')
    : tell('pass', 'is empty')
}

/** All bytes of a variable as one number; undefined where not all of its slots were read. */
function readCell({ start, bytes }: StorageCell, words: LiveStorage['words']): bigint | undefined {
  const first = start / 32n
  const last = (start + bytes - 1n) / 32n
  // Nobody reads as many slots of one array.
  if (last - first >= 1_024n) return undefined
  let value = 0n
  for (let slot = last; slot >= first; slot -= 1n) {
    const word = words.get(slot)
    if (word === undefined) return undefined
    value = (value << 256n) | BigInt(word)
  }
  return (value >> ((start % 32n) * 8n)) & ((1n << (bytes * 8n)) - 1n)
}

function lookAtHashed({ name, slot, place }: NewHashedStorage, words: LiveStorage['words']): Look {
  const word = slot === undefined ? undefined : words.get(slot)
  const tell = (verdict: Verdict, what: string): Look => ({
    verdict,
    evidence: evidenceAt(place, `${name} ${what}`),
  })
  if (word === undefined) return tell('unknown', 'is new, and its storage was not read')
  return BigInt(word) === 0n ? tell('pass', 'is empty') : tell('fail', `begins with ${word}`)
}

/** Names of the variables that the calldata within the upgrade writes. */
function writtenByMigration(
  upgrade: ReviewedUpgrade | undefined,
  to: ContractModel,
): ReadonlySet<string> {
  if (!upgrade || upgrade.migration.length < 10) return new Set()
  const selector = slice(upgrade.migration, 0, 4)
  const run = to.functions.find((one) => one.selector === selector)
  return new Set(run?.writes)
}

function withProxy({ verdict, evidence: { where, what } }: Look, proxy: string): Look {
  return { verdict, evidence: { where: `${proxy} ${where}`, what } }
}
