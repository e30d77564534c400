import { type Address, encodeFunctionData, type Hash, type Hex, keccak256, parseAbi } from 'viem'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { hashProposal } from '@/lib/core/timelock/openzeppelin/hash-proposal'

const governorAbi = /* @__PURE__ */ parseAbi([
  'function timelock() view returns (address)',
  'function hashProposal(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) pure returns (uint256)',
  'function votingDelay() view returns (uint256)',
  'function votingPeriod() view returns (uint256)',
])

const descriptionHash: Hash = keccak256('0x5075')

/** What a Governor is asked, to be told from any other proposer. */
export const governorProbes: readonly Hex[] = [
  encodeFunctionData({ abi: governorAbi, functionName: 'timelock' }),
  encodeFunctionData({
    abi: governorAbi,
    functionName: 'hashProposal',
    args: [[], [], [], descriptionHash],
  }),
  encodeFunctionData({ abi: governorAbi, functionName: 'votingDelay' }),
  encodeFunctionData({ abi: governorAbi, functionName: 'votingPeriod' }),
]

/**
 * Whether a proposer is one of OpenZeppelin's Governors, and works through this very timelock.
 *
 * @param parameters.answers One for each of `governorProbes`, in their order.
 */
export function isGovernorOf(parameters: {
  timelock: Address
  answers: readonly Answer[]
}): boolean {
  const [timelock, id, ...voting] = parameters.answers
  return (
    readWord(timelock) === BigInt(parameters.timelock) &&
    readWord(id) === hashProposal({ calls: [], descriptionHash }) &&
    voting.every((answer) => readWord(answer) !== undefined)
  )
}
