import { parseAbi } from 'viem'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import type { Call } from '@/lib/core/chain/call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** Of Governor Alpha and Bravo, and of OpenZeppelin's in front of this timelock. */
const governorAbi = /* @__PURE__ */ parseAbi([
  'function queue(uint256 proposalId)',
  'function queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash)',
])

/**
 * Whether a call, if it is to a Governor that is the timelock's admin, queued an operation which was queued in the same transaction:
 * nobody but the admin can. Where it shows what is proposed, that has to be the operation.
 */
export function isQueuedByGovernor({ calls: [own] }: QueuedOperation, { data }: Call): boolean {
  const decoded = decodeAccepted({ abi: governorAbi, data })
  if (!decoded) return false
  if (decoded.args.length === 1) return true
  const [targets, values, payloads] = decoded.args
  return targets.some((target, at) => {
    if (!own || target.toLowerCase() !== own.target.toLowerCase()) return false
    return values[at] === own.value && payloads[at]?.toLowerCase() === own.data.toLowerCase()
  })
}
