import { type Address, encodeFunctionData, type Hex, parseAbi, toFunctionSignature } from 'viem'

/** A call that would upgrade, or open the way to it. */
export type UpgradeTry = { readonly target: Address; readonly name: string; readonly data: Hex }

const proxyAbi = parseAbi([
  'function upgradeTo(address)',
  'function upgradeToAndCall(address,bytes)',
  'function setImplementation(address)',
  'function updateImplementation(address)',
  'function upgradeImplementation(address)',
  'function upgrade(address)',
  'function setTarget(address)',
  'function setBeacon(address)',
  'function upgradeBeaconToAndCall(address,bytes,bool)',
])
const powerAbi = parseAbi([
  'function changeAdmin(address)',
  'function changeProxyAdmin(address,address)',
  'function setProxyAdmin(address)',
  'function setProxyOwner(address)',
  'function transferProxyOwnership(address)',
  'function transferOwnership(address)',
])
const adminAbi = parseAbi([
  'function upgrade(address,address)',
  'function upgradeAndCall(address,address,bytes)',
])
const cutAbi = parseAbi([
  'struct FacetCut { address facetAddress; uint8 action; bytes4[] functionSelectors; }',
  'function diamondCut(FacetCut[] cuts, address init, bytes data)',
])

/**
 * The calls by which proxies of all kinds are upgraded, as a stranger would send them.
 *
 * @param to - code that a proxy of this kind accepts, and does not run now.
 */
export function listUpgradeAttempts({
  proxy,
  targets,
  to,
  stranger,
}: {
  readonly proxy: Address
  /** The proxy and what orders its upgrades. */
  readonly targets: readonly Address[]
  readonly to: Address
  readonly stranger: Address
}): UpgradeTry[] {
  const cut = [{ facetAddress: to, action: 0, functionSelectors: ['0xdeadc0de'] as const }]
  return targets.flatMap((target) => [
    ...proxyAbi.map((item) => one(target, item, [to, '0x', true])),
    ...powerAbi.map((item) =>
      one(target, item, item.inputs.length === 2 ? [proxy, stranger] : [stranger]),
    ),
    ...adminAbi.map((item) => one(target, item, [proxy, to, '0x'])),
    one(target, cutAbi[0], [cut, '0x0000000000000000000000000000000000000000', '0x']),
  ])
}

type Item = (typeof proxyAbi | typeof powerAbi | typeof adminAbi | typeof cutAbi)[number]

function one(target: Address, item: Item, values: readonly unknown[]): UpgradeTry {
  const args = values.slice(0, item.inputs.length)
  const data = encodeFunctionData({ abi: [item], args } as never)
  return { target, name: toFunctionSignature(item), data }
}
