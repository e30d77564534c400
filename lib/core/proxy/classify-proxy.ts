import { type Address, getAddress, type Hash, type Hex, isAddressEqual, zeroAddress } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { NotAProxy, NotAProxyReason } from '@/lib/core/proxy/not-a-proxy'
import type { Implementation, Proxy, UpgradeInterface } from '@/lib/core/proxy/proxy'

/**
 * What has to be read, all at one block, to classify a proxy. An answer is undefined where the call reverted or
 * returned something else; a read that failed for another reason is no fact and must throw instead.
 */
export type ProxyFacts = {
  /** EXTCODEHASH of the address itself, undefined where there is no code. */
  readonly codeHash: Hash | undefined
  /** The 32 bytes in each slot of `eip1967Slots`. */
  readonly slots: Readonly<Record<keyof typeof eip1967Slots, Hex>>
  /** What stands where the implementation slot, or else the beacon, points. */
  readonly implementationCodeHash: Hash | undefined
  /** `proxiableUUID()` of the implementation, asked directly: through the proxy it has to revert. */
  readonly proxiableUuid?: Hash | undefined
  /** `UPGRADE_INTERFACE_VERSION()` of the ProxyAdmin of a transparent proxy, else of the proxy. */
  readonly upgradeInterfaceVersion?: string | undefined
  /** `owner()` of the address in the admin slot: an admin without one is no ProxyAdmin. */
  readonly adminOwner?: Address | undefined
  /** `implementation()` of the beacon. */
  readonly beaconImplementation?: Address | undefined
  /** `owner()` of the beacon. */
  readonly beaconOwner?: Address | undefined
  /** `owner()` through the proxy itself. */
  readonly owner?: Address | undefined
}

export type ClassifyProxyParameters = { readonly at: ChainAddress; readonly facts: ProxyFacts }

/**
 * Tells which kind of EIP-1967 proxy stands at an address, and how it is upgraded.
 *
 * An implementation that answers `proxiableUUID` behind a proxy with an admin is still `transparent`: its proxy
 * dispatches before the implementation is asked.
 *
 * @returns The proxy, or the reason why the address is none that we can upgrade.
 * @see https://eips.ethereum.org/EIPS/eip-1967
 * @see https://eips.ethereum.org/EIPS/eip-1822
 */
export function classifyProxy({ at, facts }: ClassifyProxyParameters): Proxy | NotAProxy {
  const fail = (reason: NotAProxyReason, related?: Address | undefined): NotAProxy => ({
    ...at,
    kind: 'not-a-proxy',
    reason,
    related,
  })
  if (facts.codeHash === undefined) return fail('no-code')
  const slots = readSlots(facts.slots)
  if (slots === undefined) return fail('slot-holds-no-address')
  const { implementation, admin, beacon } = slots
  if (beacon && implementation) return fail('two-kinds-at-once', beacon)
  if (beacon) return classifyBeacon(at, beacon, facts, fail)
  if (implementation === undefined) return fail('no-slot')
  if (facts.implementationCodeHash === undefined) {
    return fail('implementation-without-code', implementation)
  }
  const code = { address: implementation, codeHash: facts.implementationCodeHash }
  return admin ? transparent(at, code, admin, facts) : classifyUups(at, code, facts, fail)
}

type Fail = (reason: NotAProxyReason, related?: Address | undefined) => NotAProxy

function classifyBeacon(
  at: ChainAddress,
  beacon: Address,
  facts: ProxyFacts,
  fail: Fail,
): Proxy | NotAProxy {
  if (facts.beaconImplementation === undefined) return fail('beacon-without-answer', beacon)
  const address = getAddress(facts.beaconImplementation)
  if (facts.implementationCodeHash === undefined) {
    return fail('implementation-without-code', address)
  }
  return {
    ...at,
    kind: 'beacon',
    implementation: { address, codeHash: facts.implementationCodeHash },
    upgradeTarget: beacon,
    authority: facts.beaconOwner,
  }
}

function transparent(
  at: ChainAddress,
  implementation: Implementation,
  admin: Address,
  facts: ProxyFacts,
): Proxy {
  const viaProxyAdmin = facts.adminOwner !== undefined
  return {
    ...at,
    kind: 'transparent',
    implementation,
    upgradeTarget: viaProxyAdmin ? admin : at.address,
    upgradeInterface: upgradeInterface(facts),
    authority: viaProxyAdmin ? facts.adminOwner : admin,
  }
}

function classifyUups(
  at: ChainAddress,
  implementation: Implementation,
  facts: ProxyFacts,
  fail: Fail,
): Proxy | NotAProxy {
  if (facts.proxiableUuid === undefined) return fail('no-way-to-upgrade', implementation.address)
  if (facts.proxiableUuid !== eip1967Slots.implementation) {
    return fail('foreign-proxiable-uuid', implementation.address)
  }
  return {
    ...at,
    kind: 'uups',
    implementation,
    upgradeTarget: at.address,
    upgradeInterface: upgradeInterface(facts),
    authority: facts.owner,
  }
}

/** Only `5.0.0` exists today. A later one would keep what it promised, or it would not be called from here. */
function upgradeInterface({ upgradeInterfaceVersion }: ProxyFacts): UpgradeInterface {
  return upgradeInterfaceVersion === undefined ? 'legacy' : '5.0.0'
}

type Slots = Partial<Record<keyof typeof eip1967Slots, Address>>

/** Undefined where a slot holds more than an address: then it is something else's. */
function readSlots(words: ProxyFacts['slots']): Slots | undefined {
  const slots: Slots = {}
  for (const name of ['implementation', 'admin', 'beacon'] as const) {
    const word = words[name].slice(2).toLowerCase().padStart(64, '0')
    if (!/^0{24}[0-9a-f]{40}$/.test(word)) return undefined
    const address = getAddress(`0x${word.slice(24)}`)
    if (!isAddressEqual(address, zeroAddress)) {
      slots[name] = address
    }
  }
  return slots
}
