import { parseAbi } from 'viem'

/**
 * OpenZeppelin's UpgradeableBeacon: one implementation for all proxies that point at it.
 *
 * @see https://docs.openzeppelin.com/contracts/5.x/api/proxy#UpgradeableBeacon
 */
export const beaconAbi = /* @__PURE__ */ parseAbi([
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  'event Upgraded(address indexed implementation)',
  'error BeaconInvalidImplementation(address implementation)',
  'error OwnableInvalidOwner(address owner)',
  'error OwnableUnauthorizedAccount(address account)',
  'function implementation() view returns (address)',
  'function owner() view returns (address)',
  'function renounceOwnership()',
  'function transferOwnership(address newOwner)',
  'function upgradeTo(address newImplementation)',
])
