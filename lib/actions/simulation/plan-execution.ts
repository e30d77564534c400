import { type Address, isAddressEqual } from 'viem'
import type { PathPlan, PlanPathParameters } from '@/lib/actions/simulation/path-plan'
import type { Known } from '@/lib/core/chain/snapshot'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import { tellEther } from '@/lib/core/chain/tell-ether'
import type { ReviewedOperation } from '@/lib/core/report/review-input'
import type { SimulationOverride } from '@/lib/core/simulation/simulation'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** Somebody who is nobody: the last 20 bytes of keccak256("suture: anybody"). */
export const stranger: Address = '0x73f8e1B0d24Bf2827270d7999db85E695D896228'

/** Time passes until the operation is ready, then somebody who may executes it. */
export function planExecution(
  { id, content }: ReviewedOperation,
  { readyAt, from, timelock }: { readyAt: bigint; from: bigint; timelock: Address },
  { facts, read, input }: PlanPathParameters,
): Pick<PathPlan, 'overrides' | 'steps'> {
  const timestamp = readyAt > from ? readyAt : from + 1n
  const waited = readyAt > from ? readyAt - from : 0n
  const { sender, overrides } = holderOf(facts.timelock, 'executor', input.protocol.safe)
  const lacking = missingEther(content, read.timelockBalance)
  const title = isAddressEqual(sender, stranger)
    ? `Anybody executes operation ${id}`
    : `${sender} executes operation ${id}`
  const data = encodeExecute(content)
  return {
    overrides: [
      ...(waited > 0n
        ? [
            {
              kind: 'time',
              value: String(waited),
              reason: `${tellSeconds(waited)} pass in one block.`,
            } as const,
          ]
        : []),
      ...overrides,
      ...(lacking ? [{ ...lacking, address: timelock }] : []),
    ],
    steps: [
      ...(waited > 0n
        ? [
            {
              kind: 'wait',
              title: `${tellSeconds(waited)} pass, until the operation is ready`,
            } as const,
          ]
        : []),
      {
        kind: 'execute',
        title,
        transaction: { from: sender, to: timelock, data, value: 0n, gasPrice: 0n, timestamp },
      },
    ],
  }
}

/** Whoever executes would send it along; what comes of it is the same. */
function missingEther({ calls }: OperationContent, held: bigint): SimulationOverride | undefined {
  const sent = calls.reduce((sum, call) => sum + call.value, 0n)
  if (sent <= held) return undefined
  const reason = `The timelock has the ${tellEther(sent - held)} that it lacks for the calls.`
  return { kind: 'balance', value: String(sent), reason }
}

/** Anybody where anybody may; else the one of them that is preferred, else the first. */
export function holderOf(
  timelock: Known<TimelockState>,
  role: 'proposer' | 'executor',
  preferred: Address | undefined,
): { sender: Address; overrides: SimulationOverride[] } {
  const holders = timelock.known ? timelock.value.roles[role] : undefined
  const sorted = (holders?.holders ?? []).toSorted(byAddress)
  const sender = sorted.find((one) => preferred && isAddressEqual(one, preferred)) ?? sorted[0]
  if (!sender || holders?.open) return { sender: stranger, overrides: [] }
  const reason = `${sender} holds the role of ${role} and is taken to agree; nobody has signed for it.`
  return { sender, overrides: [{ kind: 'sender', address: sender, reason }] }
}

/** For a fixed order, whatever order a node gives them in. */
export function byAddress(a: Address, b: Address): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1
}
