import { type Address, getAddress, type Hash, isAddressEqual, slice, zeroHash } from 'viem'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { Check } from '@/lib/core/check/check'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { Simulation } from '@/lib/core/simulation/simulation'
import type { ProxySlot, ProxySlots, RanCode } from './proxy-slots'
import { slotNumbers } from './slot-numbers'

type Needs = 'upgrade' | 'upgrades' | 'new code' | 'proxy slots' | 'simulation'

/** PX-03. Whether the proxies hold and run exactly what the patch declares, and nothing else of theirs was written. */
export const slotsDeclared: Check<Needs> = {
  id: 'PX-03',
  title: 'The slots of the proxy hold what was declared',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'upgrades', 'new code', 'proxy slots', 'simulation'],
  incident:
    'USPD, planted 2025-09-16, about 1 million, and Kinto, 2025-07, 1.55 million: the slots and events showed the declared implementation, and another one ran in front of it.',
  remedy: 'Do not sign. Find out who wrote the slot, and which code really runs.',
  run: ({ upgrade, upgrades, 'new code': code, 'proxy slots': all, simulation }) => {
    // One that answered every call itself showed nothing of what runs behind it.
    const unseen = upgrade.proxies.filter(
      (proxy) => !all.some((one) => isAddressEqual(one.proxy, proxy) && ranCode(one).length > 0),
    )
    const wrong = [
      ...all.flatMap((slots) => judgeProxy(slots, lastOf(slots.proxy, upgrade, upgrades))),
      ...all
        .filter(({ codeHash }) => codeHash !== hashCode(code))
        .map(({ codeHash }) => ({
          where: upgrade.to,
          what: `its code is another after the path: ${hashCode(code)} → ${codeHash}`,
        })),
      ...elsewhere(upgrades, simulation),
    ]
    const distinct = wrong.filter(
      (one, at) =>
        wrong.findIndex((other) => other.what === one.what && other.where === one.where) === at,
    )
    if (distinct.length > 0) {
      const detail = `${distinct.length} places are not as the patch declares them.`
      return { verdict: 'fail', detail, evidence: distinct }
    }
    const seen = all.flatMap(ranCode)
    if (unseen.length > 0 || seen.length === 0 || !simulation.diff.known) {
      const evidence = [
        ...unseen.map((proxy) => ({ where: proxy, what: 'was not seen to run any code' })),
        ...(simulation.diff.known ? [] : [{ where: 'simulation', what: simulation.diff.reason }]),
      ]
      return { verdict: 'unknown', detail: 'Not all of it could be looked at.', evidence }
    }
    const evidence = all.map(({ proxy }) => ({ where: proxy, what: `runs ${upgrade.to}` }))
    const detail = `${all.length} ${all.length === 1 ? 'proxy holds' : 'proxies hold'} what is declared; in ${seen.length} calls only that code ran.`
    return { verdict: 'pass', detail, evidence }
  },
}

function ranCode({ ran }: ProxySlots): RanCode[] {
  return ran.filter(({ code }) => code !== undefined)
}

/** A patch may upgrade a proxy more than once. */
function lastOf(
  proxy: Address,
  upgrade: ReviewedUpgrade,
  upgrades: readonly ReviewedUpgrade[],
): Address {
  const own = upgrades.filter(({ proxies }) => proxies.some((one) => isAddressEqual(one, proxy)))
  return own.at(-1)?.to ?? upgrade.to
}

const names: Readonly<Record<ProxySlot, string>> = {
  implementation: 'EIP-1967 implementation',
  admin: 'EIP-1967 admin',
  beacon: 'EIP-1967 beacon',
  rollback: 'EIP-1967 rollback',
  zosImplementation: 'implementation of ZeppelinOS',
  zosAdmin: 'admin of ZeppelinOS',
  proxiable: 'EIP-1822 implementation',
}

/** Which of its slots a proxy is upgraded by: those that held something before. */
function judgeProxy(
  { proxy, before, after, beaconAnswers, ran }: ProxySlots,
  to: Address,
): FindingEvidence[] {
  const isBeacon = before.beacon !== zeroHash && before.implementation === zeroHash
  const slots = Object.keys(names) as ProxySlot[]
  const held = slots.flatMap((slot): FindingEvidence[] => {
    const [was, is] = [before[slot], after[slot]]
    const where = `${proxy} slot ${slotNumbers[slot]}`
    if (isImplementation(slot) && was !== zeroHash && !isBeacon) {
      return holds(is, to) ? [] : [{ where, what: `${names[slot]} is ${text(is)}, not ${to}` }]
    }
    if (was === is) return []
    // The first word of a proxy that had none of them.
    if (slot === 'implementation' && !isBeacon && holds(is, to)) return []
    return [{ where, what: `${names[slot]} is written: ${text(was)} → ${text(is)}` }]
  })
  const answered =
    isBeacon && !(beaconAnswers && isAddressEqual(beaconAnswers, to))
      ? [
          {
            where: text(after.beacon),
            what: `the beacon answers ${beaconAnswers ?? 'nothing'}, not ${to}`,
          },
        ]
      : []
  // A proxy may answer its own functions, and those of its admin.
  const shadows = ran.flatMap(({ from, selector, code }) =>
    code === undefined || isAddressEqual(code, to)
      ? []
      : [{ where: proxy, what: `runs ${code}, not ${to}, when ${from} calls ${selector}` }],
  )
  return [...held, ...answered, ...shadows.slice(0, 3)]
}

function isImplementation(slot: ProxySlot): boolean {
  return slot === 'implementation' || slot === 'zosImplementation' || slot === 'proxiable'
}

function holds(word: Hash, address: Address): boolean {
  return BigInt(word) === BigInt(address)
}

function text(word: Hash): string {
  return BigInt(word) >> 160n === 0n ? getAddress(slice(word, 12)) : word
}

/** The same slots of contracts that the patch does not say it upgrades. */
function elsewhere(
  upgrades: readonly ReviewedUpgrade[],
  { diff, created }: Simulation,
): FindingEvidence[] {
  if (!diff.known) return []
  const declared = upgrades.flatMap(({ proxies }) => proxies)
  const others = diff.value.contracts.filter(
    ({ address }) => !declared.some((proxy) => isAddressEqual(proxy, address)),
  )
  const slots = Object.entries(slotNumbers) as [ProxySlot, Hash][]
  return others.flatMap(({ address, storage }) => {
    const isNew = created.some((one) => isAddressEqual(one, address))
    return storage.flatMap(({ slot, before, after }) => {
      const [found] = slots.find(([, number]) => number === slot) ?? []
      // What comes into being has to be given its first implementation; what stood there empty is taken by it.
      return found && before !== after && !(isNew && before === zeroHash)
        ? [
            {
              where: `${address} slot ${slot}`,
              what: `${names[found]} of a proxy that the patch does not name: ${text(before)} → ${text(after)}`,
            },
          ]
        : []
    })
  })
}
