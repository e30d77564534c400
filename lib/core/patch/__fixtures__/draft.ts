import { getAddress, type Hash, keccak256, stringToBytes } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import { addUpgrade, changeUpgrade } from '@/lib/core/patch/edit-draft'
import { emptyDraft, type PatchDraft } from '@/lib/core/patch/patch-draft'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { ImplementationFacts } from '@/lib/core/proxy/implementation-facts'
import type { NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'

/** Made up: an address or hash from a name. */
export const hashOf = (name: string): Hash => keccak256(stringToBytes(name))
export const addressOf = (name: string) => getAddress(`0x${hashOf(name).slice(26)}`)
export const known = <T>(value: T): Known<T> => ({ known: true, value })

export const chainId = 31337
export const protocol = {
  chainId,
  safe: addressOf('safe'),
  timelock: addressOf('timelock'),
}
export const owner = addressOf('owner')
const minDelay = 172_800n

export function uupsProxy(change: Partial<Proxy> = {}): Proxy {
  return {
    chainId,
    address: addressOf('vault'),
    kind: 'uups',
    implementation: { address: addressOf('v1'), codeHash: hashOf('v1') },
    upgradeTarget: addressOf('vault'),
    upgradeInterface: '5.0.0',
    authority: protocol.timelock,
    ...change,
  }
}

export function beaconProxy(name: string): Proxy {
  return {
    chainId,
    address: addressOf(name),
    kind: 'beacon',
    implementation: { address: addressOf('s1'), codeHash: hashOf('s1') },
    upgradeTarget: addressOf('beacon'),
    authority: protocol.timelock,
  }
}

export const uupsCode: ImplementationFacts = {
  codeHash: hashOf('v2'),
  proxiableUuid: eip1967Slots.implementation,
  upgradeInterface: '5.0.0',
  proxyKind: undefined,
}

export function factsOf(
  parameters: {
    proxies?: readonly (Proxy | NotAProxy)[]
    codes?: Readonly<Record<string, ImplementationFacts>>
    more?: Partial<DraftFacts>
  } = {},
): DraftFacts {
  const { proxies = [uupsProxy()], codes = { [addressOf('v2')]: uupsCode }, more } = parameters
  return {
    block: { number: 100n, hash: hashOf('block'), timestamp: 1_700_000_000n },
    chainId: known(chainId),
    safe: known({
      safe: { chainId, address: protocol.safe },
      version: '1.4.1',
      singleton: addressOf('singleton'),
      owners: [owner, addressOf('owner 2'), addressOf('owner 3')],
      threshold: 2,
      nonce: 7n,
      modules: [],
      guard: addressOf('guard'),
      fallbackHandler: addressOf('handler'),
    }),
    minDelay: known(minDelay),
    safeIsProposer: known(true),
    predecessor: undefined,
    proxies: Object.fromEntries(
      proxies.map((proxy) => [proxy.address.toLowerCase(), known(proxy)]),
    ),
    implementations: Object.fromEntries(
      Object.entries(codes).map(([address, code]) => [address.toLowerCase(), known(code)]),
    ),
    ...more,
  }
}

/** A draft that lacks nothing: one UUPS vault to `v2`, without migration. */
export function completeDraft(change: Partial<PatchDraft> = {}): PatchDraft {
  const begun = emptyDraft({ protocol: 'Harbor', createdAt: 1_700_000_000n })
  const draft = changeUpgrade(addUpgrade(begun, addressOf('vault')), '1', { to: addressOf('v2') })
  return { ...draft, title: 'Vault 2.0.0', severity: 'critical', ...change }
}
