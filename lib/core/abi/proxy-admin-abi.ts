import { parseAbi } from 'viem'

/**
 * OpenZeppelin's ProxyAdmin, both generations: 3.x and 4.x have `upgrade` and the getters, 5.x only
 * `upgradeAndCall`, and says so with `UPGRADE_INTERFACE_VERSION`.
 *
 * @see https://docs.openzeppelin.com/contracts/5.x/api/proxy#ProxyAdmin
 */
export const proxyAdminAbi = /* @__PURE__ */ parseAbi([
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  'error OwnableInvalidOwner(address owner)',
  'error OwnableUnauthorizedAccount(address account)',
  'function UPGRADE_INTERFACE_VERSION() view returns (string)',
  'function owner() view returns (address)',
  'function renounceOwnership()',
  'function transferOwnership(address newOwner)',
  'function upgrade(address proxy, address implementation)',
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function changeProxyAdmin(address proxy, address newAdmin)',
  'function getProxyAdmin(address proxy) view returns (address)',
  'function getProxyImplementation(address proxy) view returns (address)',
])
