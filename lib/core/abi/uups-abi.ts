import { parseAbi } from 'viem'

/**
 * What an ERC-1822 / UUPS implementation exposes through its proxy. `upgradeTo` is gone since 5.x.
 *
 * @see https://docs.openzeppelin.com/contracts/5.x/api/proxy#UUPSUpgradeable
 */
export const uupsAbi = /* @__PURE__ */ parseAbi([
  'event Upgraded(address indexed implementation)',
  'error ERC1967InvalidImplementation(address implementation)',
  'error ERC1967NonPayable()',
  'error UUPSUnauthorizedCallContext()',
  'error UUPSUnsupportedProxiableUUID(bytes32 slot)',
  'function UPGRADE_INTERFACE_VERSION() view returns (string)',
  'function proxiableUUID() view returns (bytes32)',
  'function upgradeTo(address newImplementation)',
  'function upgradeToAndCall(address newImplementation, bytes data) payable',
])
