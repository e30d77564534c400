import { parseAbi } from 'viem'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import type { Call } from '@/lib/core/chain/call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { proposalLinks } from '@/lib/core/timelock/openzeppelin/governor-proposal'
import { hashProposal } from '@/lib/core/timelock/openzeppelin/hash-proposal'

const governorAbi = /* @__PURE__ */ parseAbi([
  'function queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash)',
  'function queue(uint256 proposalId)',
])

/**
 * Whether a call, if it is to a Governor, queues the proposal that an operation was made from: the id of the proposal follows
 * from the calls and the salt.
 */
export function isQueuedByGovernor(
  { kind, calls, salt, encoding }: QueuedOperation,
  { target, data }: Call,
): boolean {
  if (kind !== 'openzeppelin' || encoding !== 'batch') return false
  if (salt === undefined || salt === 'unknown') return false
  const decoded = decodeAccepted({ abi: governorAbi, data })
  if (!decoded) return false
  const queued = queuedId(decoded.args)
  return proposalLinks({ calls, salt }, target).some(({ proposalId }) => proposalId === queued)
}

type QueueArguments = NonNullable<ReturnType<typeof decodeAccepted<typeof governorAbi>>>['args']

function queuedId(args: QueueArguments): bigint | undefined {
  if (args.length === 1) return args[0]
  const [targets, values, payloads, descriptionHash] = args
  if (targets.length !== values.length || targets.length !== payloads.length) return undefined
  const calls = targets.map((target, index) => ({
    target,
    value: values[index] ?? 0n,
    data: payloads[index] ?? '0x',
  }))
  return hashProposal({ calls, descriptionHash })
}
