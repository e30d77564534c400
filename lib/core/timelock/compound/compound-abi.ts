import { parseAbi } from 'viem'

/**
 * Compound's Timelock, and what its Governors Alpha and Bravo tell of the proposals that they queue in it.
 *
 * @see https://github.com/compound-finance/compound-protocol/blob/master/contracts/Timelock.sol
 */
export const compoundAbi = /* @__PURE__ */ parseAbi([
  'event CancelTransaction(bytes32 indexed txHash, address indexed target, uint256 value, string signature, bytes data, uint256 eta)',
  'event ExecuteTransaction(bytes32 indexed txHash, address indexed target, uint256 value, string signature, bytes data, uint256 eta)',
  'event QueueTransaction(bytes32 indexed txHash, address indexed target, uint256 value, string signature, bytes data, uint256 eta)',
  'event NewAdmin(address indexed newAdmin)',
  'event NewPendingAdmin(address indexed newPendingAdmin)',
  'event NewDelay(uint256 indexed newDelay)',
  'function GRACE_PERIOD() view returns (uint256)',
  'function MAXIMUM_DELAY() view returns (uint256)',
  'function MINIMUM_DELAY() view returns (uint256)',
  'function admin() view returns (address)',
  'function cancelTransaction(address target, uint256 value, string signature, bytes data, uint256 eta)',
  'function delay() view returns (uint256)',
  'function executeTransaction(address target, uint256 value, string signature, bytes data, uint256 eta) payable returns (bytes)',
  'function pendingAdmin() view returns (address)',
  'function queueTransaction(address target, uint256 value, string signature, bytes data, uint256 eta) returns (bytes32)',
  'function queuedTransactions(bytes32 txHash) view returns (bool)',
])
