import { hexToBigInt, keccak256, stringToBytes } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence, Verdict } from '@/lib/core/check/finding'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { describePlace, isOverlapping, type StoragePlace, storagePlaces } from './storage-places'

/** ST-07. Whether what the proxy keeps for itself is out of reach of the code that runs in its storage. */
export const storageApart: Check<'proxy analysis' | 'new analysis', 'proxy layout' | 'new layout'> =
  {
    id: 'ST-07',
    title: 'Proxy and implementation keep out of each other’s storage',
    severity: 'critical',
    about: 'upgrade',
    kind: 'judgement',
    needs: ['proxy analysis', 'new analysis'],
    may: ['proxy layout', 'new layout'],
    incident:
      'Audius, 2022-07-23, 6 million: the admin of the proxy lay on the flags of the initializer, so the initializer could be run again.',
    remedy:
      'Let the proxy keep its own addresses at the slots of EIP-1967, or leave its slots free in the implementation.',
    run: (values) => {
      const proxy = values['proxy analysis']
      if (!proxy.touchesStorage) {
        const detail = 'The proxy has no instruction that reads or writes storage.'
        return { verdict: 'pass', detail, evidence: [] }
      }
      const own = storagePlaces(proxy, values['proxy layout'])
      if (own.length === 0) {
        const detail = 'The proxy uses storage at slots that could not be read from its code.'
        return { verdict: 'unknown', detail, evidence: [] }
      }
      const next = values['new analysis']
      const behind = storagePlaces(next, values['new layout'])
      if (behind.length === 0 && next.touchesStorage) {
        const detail = 'The new code uses storage at slots that could not be read from it.'
        return { verdict: 'unknown', detail, evidence: [] }
      }
      const found = own.flatMap((place) => behind.flatMap((other) => compare(place, other)))
      const evidence = found.map((one) => one.evidence)
      const count = (verdict: Verdict) => found.filter((one) => one.verdict === verdict).length
      if (count('fail') > 0) {
        return { verdict: 'fail', detail: `${count('fail')} places are used by both.`, evidence }
      }
      if (count('warn') > 0) {
        const detail = `${count('warn')} places are used by both alike: right only where it is meant to be one variable.`
        return { verdict: 'warn', detail, evidence }
      }
      const detail = `As far as the code could be followed, ${own.length} places of the proxy are its own${found.length > 0 ? ' or shared by a standard' : ''}.`
      return { verdict: 'pass', detail, evidence: [...evidence, ...own.map(describeOwn)] }
    },
  }

/** Slots at which implementations are meant to find what their proxy keeps there. */
const standardSlots: ReadonlySet<bigint> = new Set([
  ...Object.values(eip1967Slots).map((slot) => hexToBigInt(slot)),
  // EIP-1822, and OpenZeppelin's of 2018, before EIP-1967.
  ...['PROXIABLE', 'org.zeppelinos.proxy.implementation', 'org.zeppelinos.proxy.admin'].map(
    (label) => hexToBigInt(keccak256(stringToBytes(label))),
  ),
])

type Overlap = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function compare(own: StoragePlace, other: StoragePlace): Overlap[] {
  if (!isOverlapping(own, other)) return []
  const what = visibleText(`proxy: ${nameOf(own)}; implementation: ${nameOf(other)}`)
  const evidence = { where: describePlace(own), what }
  if (standardSlots.has(own.start / 32n)) return [{ verdict: 'pass', evidence }]
  return [{ verdict: isAlike(own, other) ? 'warn' : 'fail', evidence }]
}

/** One variable for both, as far as can be seen. A name alone is the author's word, so it never makes a pass. */
function isAlike(own: StoragePlace, other: StoragePlace): boolean {
  const isSameSize = own.bytes === other.bytes || own.isVague || other.isVague
  const isSamePlace = own.start === other.start && isSameSize
  const isSameName = own.name === undefined || other.name === undefined || own.name === other.name
  return Boolean(isSamePlace) && isSameName
}

function nameOf({ name, type }: StoragePlace): string {
  return name ? `${name} (${type})` : type
}

function describeOwn(place: StoragePlace): FindingEvidence {
  return { where: describePlace(place), what: visibleText(`of the proxy: ${nameOf(place)}`) }
}
