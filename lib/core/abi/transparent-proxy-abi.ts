import { parseAbi } from 'viem'

/**
 * What a transparent proxy answers to its admin and to nobody else. 5.x kept only `upgradeToAndCall`.
 *
 * @see https://docs.openzeppelin.com/contracts/5.x/api/proxy#TransparentUpgradeableProxy
 */
export const transparentProxyAbi = /* @__PURE__ */ parseAbi([
  'event AdminChanged(address previousAdmin, address newAdmin)',
  'event BeaconUpgraded(address indexed beacon)',
  'event Upgraded(address indexed implementation)',
  'error ERC1967InvalidAdmin(address admin)',
  'error ERC1967InvalidImplementation(address implementation)',
  'error ERC1967NonPayable()',
  'error ProxyDeniedAdminAccess()',
  'function admin() view returns (address)',
  'function implementation() view returns (address)',
  'function changeAdmin(address newAdmin)',
  'function upgradeTo(address newImplementation)',
  'function upgradeToAndCall(address newImplementation, bytes data) payable',
])
