import {
  type Address,
  getAddress,
  type Hash,
  type Hex,
  isAddressEqual,
  slice,
  zeroHash,
} from 'viem'
import { eip1967Slots } from './eip1967-slots'
import type { LayerFacts } from './layer-facts'
import { readMinimalProxy } from './minimal-proxy'
import type { ProxyLayer } from './proxy-layer'

type Recognised = Omit<ProxyLayer, 'at' | 'codeHash' | 'dependsOn' | 'contradictions'>

/**
 * Tells whether an address stands in front of other code, and how. Code and storage decide; what the contract says of
 * itself is only held against them.
 *
 * @returns undefined where it forwards to nothing. A layer of which nobody can tell where it goes has no implementations.
 */
export function classifyLayer(facts: LayerFacts): ProxyLayer | undefined {
  const { at, codeHash, dependsOn } = facts
  const found = recognise(facts)
  return (
    found && { at, codeHash, ...found, dependsOn, contradictions: contradictions(facts, found) }
  )
}

function recognise(facts: LayerFacts): Recognised | undefined {
  const { code } = facts
  const designation = /^0xef0100([0-9a-f]{40})$/i.exec(code)?.[1]
  if (designation) {
    const implementations = [getAddress(`0x${designation}`)]
    return { pattern: 'custom', implementations, evidence: 'its code: an EIP-7702 designation' }
  }
  const minimal = readMinimalProxy(code)
  if (minimal) {
    return { pattern: 'minimal', implementations: [minimal.target], evidence: minimal.evidence }
  }
  // Without the instruction anywhere, its slots may hold what they like: it forwards to nothing.
  if (!mayDelegate(code)) return undefined
  return bySlots(facts) ?? byCode(facts) ?? byForwarding(facts)
}

/** Whether DELEGATECALL or CALLCODE is among the bytes. Data counts too: what looks like data may be run all the same. */
function mayDelegate(code: Hex): boolean {
  return /^0x(?:[0-9a-f]{2})*?(?:f4|f2)/i.test(code)
}

function bySlots({ slots, ...facts }: LayerFacts): Recognised | undefined {
  const implementation = addressIn(slots.implementation)
  const admin = addressIn(slots.admin)
  const beacon = addressIn(slots.beacon)
  if (beacon && !implementation) {
    const implementations = facts.beaconImplementation ? [facts.beaconImplementation] : []
    return { pattern: 'beacon', implementations, evidence: 'the beacon slot of EIP-1967', beacon }
  }
  if (implementation) {
    const isUups = facts.proxiableUuid === eip1967Slots.implementation
    return {
      pattern: admin ? 'transparent' : isUups ? 'uups' : 'eip1967',
      implementations: [implementation],
      evidence: 'the implementation slot of EIP-1967',
      admin,
      adminOwner: admin && facts.adminOwner,
      beacon,
    }
  }
  const zos = addressIn(slots.zosImplementation)
  if (zos) {
    const evidence = 'the implementation slot of ZeppelinOS'
    const zosAdmin = addressIn(slots.zosAdmin)
    return { pattern: 'zos', implementations: [zos], evidence, admin: zosAdmin }
  }
  const proxiable = addressIn(slots.proxiable)
  if (proxiable) {
    return { pattern: 'uups', implementations: [proxiable], evidence: 'the slot of EIP-1822' }
  }
  return undefined
}

/** Each Safe proxy compares the selector with the one of `masterCopy()`; those before 1.1 only mask slot 0. */
const safeCode = /a619486e|73f{40}60005416/i

/** Bytes. The largest Safe proxy has less than half of it. */
const largestSafeProxy = 512

function byCode(facts: LayerFacts): Recognised | undefined {
  const { code, slots, facets, forwarding, says } = facts
  const singleton = addressIn(slots.first)
  if (singleton && code.length <= 2 + 2 * largestSafeProxy && safeCode.test(code)) {
    return {
      pattern: 'safe',
      implementations: [singleton],
      evidence: 'slot 0 and the code of a Safe proxy',
    }
  }
  if (facets && facets.length > 0) {
    const implementations = facets.map(({ address }) => address)
    const evidence = `facets() of EIP-2535: ${facets.length}`
    return { pattern: 'diamond', implementations, evidence, facets }
  }
  const isEip897 = says.proxyType === 1n || says.proxyType === 2n
  if (isEip897 && says.implementation && forwarding !== 'none') {
    const implementations = [isAddress(forwarding) ? forwarding : says.implementation]
    return {
      pattern: 'eip897',
      implementations,
      evidence: `proxyType() of EIP-897: ${says.proxyType}`,
    }
  }
  return undefined
}

function byForwarding({ forwarding, says }: LayerFacts): Recognised | undefined {
  if (forwarding === 'none') return undefined
  if (isAddress(forwarding)) {
    const evidence = 'a trace: a call of a function that nobody has runs code of another address'
    return { pattern: 'custom', implementations: [forwarding], evidence }
  }
  if (says.implementation) {
    const evidence = 'implementation(), in its own words only'
    return { pattern: 'custom', implementations: [says.implementation], evidence }
  }
  const evidence = 'it calls out when asked for what nobody has; this node does not tell where to'
  return { pattern: 'custom', implementations: [], evidence }
}

/** What the proxy says of itself, or does when called, and its storage does not. */
function contradictions(
  facts: LayerFacts,
  { pattern, implementations, beacon }: Recognised,
): string[] {
  if (pattern === 'diamond') return []
  const { forwarding, says, slots } = facts
  const isOther = (address: Address | undefined): address is Address =>
    address !== undefined && !implementations.some((each) => isAddressEqual(each, address))
  const said = says.implementation
  const toOthers = pattern === 'beacon' ? facts.beaconSaysToOthers : undefined
  const copy = pattern === 'safe' ? says.masterCopy : undefined
  return [
    ...(isOther(said) ? [`implementation() answers ${said}`] : []),
    ...(isOther(toOthers) ? [`its beacon answers ${toOthers} to anybody else`] : []),
    ...(isOther(copy) ? [`masterCopy() answers ${copy}`] : []),
    ...(isAddress(forwarding) && isOther(forwarding)
      ? [`a call runs the code of ${forwarding}`]
      : []),
    ...(beacon && addressIn(slots.implementation)
      ? [`the beacon slot names ${beacon} as well`]
      : []),
  ]
}

function isAddress(forwarding: LayerFacts['forwarding']): forwarding is Address {
  return forwarding !== 'none' && forwarding !== 'unknown'
}

/** The address that a word holds; undefined where it is empty or holds something else. */
export function addressIn(word: Hash): Address | undefined {
  if (word === zeroHash || !/^0x0{24}/.test(word)) return undefined
  return getAddress(slice(word, 12))
}
