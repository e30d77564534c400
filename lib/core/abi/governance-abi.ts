import { parseAbi } from 'viem'

/**
 * Contracts that stand between a decision and a timelock, or between a timelock and what it changes: OpenZeppelin's
 * Governor, Arbitrum's UpgradeExecutor and its messenger to layer 1.
 *
 * @see https://docs.openzeppelin.com/contracts/5.x/api/governance#Governor
 * @see https://github.com/OffchainLabs/upgrade-executor/blob/v1.1.0-beta.2/src/UpgradeExecutor.sol
 */
export const governanceAbi = /* @__PURE__ */ parseAbi([
  'function propose(address[] targets, uint256[] values, bytes[] calldatas, string description) returns (uint256 proposalId)',
  'function queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) returns (uint256 proposalId)',
  'function execute(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) payable returns (uint256 proposalId)',
  'function cancel(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) returns (uint256 proposalId)',
  'function relay(address target, uint256 value, bytes data) payable',
  'function castVote(uint256 proposalId, uint8 support) returns (uint256)',
  'function execute(address upgrade, bytes upgradeCallData) payable',
  'function executeCall(address target, bytes targetCallData) payable',
  'function sendTxToL1(address destination, bytes data) payable returns (uint256)',
])
