import { parseAbi } from 'viem'

/**
 * Chainlink's RBACTimelock. Its `CallScheduled` tells the salt as well, so that its topic is not OpenZeppelin's.
 *
 * @see https://github.com/smartcontractkit/ccip-owner-contracts/blob/main/src/RBACTimelock.sol
 */
export const chainlinkRbacAbi = /* @__PURE__ */ parseAbi([
  'struct Call { address target; uint256 value; bytes data; }',
  'event BypasserCallExecuted(uint256 indexed index, address target, uint256 value, bytes data)',
  'event CallExecuted(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data)',
  'event CallScheduled(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data, bytes32 predecessor, bytes32 salt, uint256 delay)',
  'event Cancelled(bytes32 indexed id)',
  'event FunctionSelectorBlocked(bytes4 indexed selector)',
  'event FunctionSelectorUnblocked(bytes4 indexed selector)',
  'event MinDelayChange(uint256 oldDuration, uint256 newDuration)',
  'event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)',
  'event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)',
  'event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)',
  'function BYPASSER_ROLE() view returns (bytes32)',
  'function bypasserExecuteBatch(Call[] calls) payable',
  'function cancel(bytes32 id)',
  'function executeBatch(Call[] calls, bytes32 predecessor, bytes32 salt) payable',
  'function getBlockedFunctionSelectorCount() view returns (uint256)',
  'function getMinDelay() view returns (uint256)',
  'function getRoleMemberCount(bytes32 role) view returns (uint256)',
  'function getTimestamp(bytes32 id) view returns (uint256)',
  'function hashOperationBatch(Call[] calls, bytes32 predecessor, bytes32 salt) pure returns (bytes32)',
  'function scheduleBatch(Call[] calls, bytes32 predecessor, bytes32 salt, uint256 delay)',
])
