import { parseAbi } from 'viem'

/**
 * The SafeProxyFactory of Safe 1.4.1 and 1.5.0.
 *
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.5.0/contracts/proxies/SafeProxyFactory.sol
 */
export const safeProxyFactoryAbi = /* @__PURE__ */ parseAbi([
  'function createProxyWithNonce(address _singleton, bytes initializer, uint256 saltNonce) returns (address proxy)',
  'function createChainSpecificProxyWithNonce(address _singleton, bytes initializer, uint256 saltNonce) returns (address proxy)',
  'function proxyCreationCode() pure returns (bytes)',
  'event ProxyCreation(address indexed proxy, address singleton)',
])
