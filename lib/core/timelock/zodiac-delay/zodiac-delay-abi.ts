import { parseAbi } from 'viem'

/**
 * Zodiac's Delay modifier, 1.0 and 1.1. Only 1.1 tells of a changed cooldown, expiration or nonce; none tells of executions.
 *
 * @see https://github.com/gnosisguild/zodiac-modifier-delay/blob/main/contracts/Delay.sol
 */
export const zodiacDelayAbi = /* @__PURE__ */ parseAbi([
  'event AvatarSet(address indexed previousAvatar, address indexed newAvatar)',
  'event DelaySetup(address indexed initiator, address indexed owner, address indexed avatar, address target)',
  'event DisabledModule(address module)',
  'event EnabledModule(address module)',
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  'event TargetSet(address indexed previousTarget, address indexed newTarget)',
  'event TransactionAdded(uint256 indexed queueNonce, bytes32 indexed txHash, address to, uint256 value, bytes data, uint8 operation)',
  'event TxCooldownSet(uint256 cooldown)',
  'event TxExpirationSet(uint256 expiration)',
  'event TxNonceSet(uint256 nonce)',
  'function avatar() view returns (address)',
  'function executeNextTx(address to, uint256 value, bytes data, uint8 operation)',
  'function getTransactionHash(address to, uint256 value, bytes data, uint8 operation) pure returns (bytes32)',
  'function getTxCreatedAt(uint256 nonce) view returns (uint256)',
  'function getTxHash(uint256 nonce) view returns (bytes32)',
  'function owner() view returns (address)',
  'function queueNonce() view returns (uint256)',
  'function setTxNonce(uint256 nonce)',
  'function target() view returns (address)',
  'function txCooldown() view returns (uint256)',
  'function txExpiration() view returns (uint256)',
  'function txNonce() view returns (uint256)',
])
