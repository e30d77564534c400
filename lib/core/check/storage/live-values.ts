import type { Hash } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { type DecodedSlotValue, decodeSlotValue } from '@/lib/core/storage-layout/decode-slot-value'
import { slotsToRead } from '@/lib/core/storage-layout/slots-to-read'
import { storageCells } from '@/lib/core/storage-layout/storage-cells'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** ST-02. Whether every variable reads the same value after the upgrade as before, from the storage as it is. */
export const liveValues: Check<'old layout' | 'new layout' | 'live values'> = {
  id: 'ST-02',
  title: 'Live values read the same under both layouts',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old layout', 'new layout', 'live values'],
  incident:
    'Audius, 2022-07-23, 6 million: the admin of the proxy lay on the flags of the initializer, whose live value was never looked at.',
  remedy:
    'Compare the values with what they should be; where a variable is new, its slot has to be empty or be set by the migration.',
  run: (values) => {
    const [from, to, storages] = [values['old layout'], values['new layout'], values['live values']]
    const slots = slotsToRead([from, to])
    if (slots.length === 0) {
      const detail = 'Neither version has variables in linear storage.'
      return { verdict: 'not-applicable', detail, evidence: [] }
    }
    if (storages.length === 0) {
      const evidence = [{ where: 'live values', what: 'of no proxy' }]
      return { verdict: 'unknown', detail: 'No storage was read.', evidence }
    }
    const missing = storages.flatMap(({ words }) => slots.filter((slot) => !words.has(slot)))
    const found = storages.flatMap(({ proxy, words }) => {
      const differences = compareReadings(readAll(from, slots, words), readAll(to, slots, words), {
        // What was there before but was not read is missing, not new.
        unread: new Set(missing.length > 0 ? storageCells(from).map(({ path }) => path) : []),
      })
      const isOne = storages.length === 1 || proxy === undefined
      return differences.map((one) => (isOne ? one : { ...one, where: `${proxy} ${one.where}` }))
    })
    return conclude(found, { missing, slots: slots.length * storages.length })
  },
}

type Reading = DecodedSlotValue & { readonly slot: bigint }
type Difference = FindingEvidence & { readonly grave: boolean }

function readAll(
  layout: StorageLayout,
  slots: readonly bigint[],
  words: ReadonlyMap<bigint, Hash>,
): Reading[] {
  return slots.flatMap((slot) => {
    const word = words.get(slot)
    if (word === undefined) return []
    return decodeSlotValue({ layout, slot, word }).map((value) => ({ ...value, slot }))
  })
}

function compareReadings(
  before: readonly Reading[],
  after: readonly Reading[],
  { unread }: { unread: ReadonlySet<string> },
): Difference[] {
  const old = groupByPath(before)
  return after.flatMap((now): Difference[] => {
    const was = old.get(now.path)?.shift()
    if (was) return was.text === now.text ? [] : [describeChange(was, now)]
    if (now.raw === 0n || unread.has(now.path.replace(/\[.*$/s, ''))) return []
    const what = visibleText(`${now.path} is new and begins with ${now.text}`)
    return [{ where: `slot ${now.slot}`, what, grave: !now.sound }]
  })
}

function groupByPath(readings: readonly Reading[]): Map<string, Reading[]> {
  const groups = new Map<string, Reading[]>()
  for (const reading of readings) {
    const group = groups.get(reading.path)
    if (group) group.push(reading)
    else groups.set(reading.path, [reading])
  }
  return groups
}

function describeChange(was: Reading, now: Reading): Difference {
  const places = was.slot === now.slot ? `slot ${now.slot}` : `slot ${was.slot} → ${now.slot}`
  const what = `${now.path} reads ${was.text} before and ${now.text} after${now.sound ? '' : ', which it cannot hold'}`
  return { where: places, what: visibleText(what), grave: was.raw !== now.raw || !now.sound }
}

function conclude(
  found: readonly Difference[],
  { missing, slots }: { missing: readonly bigint[]; slots: number },
): Judgement {
  const evidence = found.map(({ where, what }) => ({ where, what }))
  const grave = found.filter((one) => one.grave).length
  if (grave > 0)
    return { verdict: 'fail', detail: `${grave} values change their meaning.`, evidence }
  if (missing.length > 0) {
    const detail = `${missing.length} of ${slots} slots were not read.`
    const unread = missing.slice(0, 8).map((slot) => ({ where: `slot ${slot}`, what: 'not read' }))
    return { verdict: 'unknown', detail, evidence: [...evidence, ...unread] }
  }
  if (found.length > 0) {
    const detail = `${found.length} variables begin with what is already there, or read it in other words.`
    return { verdict: 'warn', detail, evidence }
  }
  return { verdict: 'pass', detail: `All values of ${slots} slots read the same.`, evidence }
}
