import { type Address, type Client, type Hash, zeroAddress } from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { NotATimelockError } from '@/lib/adapters/rpc/not-a-timelock-error'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import type { RoleHolders, TimelockRole, TimelockState } from '@/lib/core/timelock/timelock-state'

export type ReadTimelockParameters = {
  timelock: ChainAddress
  blockNumber: bigint
  /** As folded from the role events: AccessControl cannot list its members, only confirm them. */
  claimed: Readonly<Record<TimelockRole, RoleHolders>>
}

/**
 * Reads the minimum delay of a timelock and confirms with `hasRole` everyone the events named. Who lost a role since
 * the events were read is left out.
 *
 * @throws NotATimelockError, RpcUnreachableError
 */
export async function readTimelock(
  client: Client,
  { timelock, blockNumber, claimed }: ReadTimelockParameters,
): Promise<TimelockState> {
  const contract = { address: timelock.address, abi: timelockAbi, blockNumber } as const
  const confirm = async (role: TimelockRole): Promise<RoleHolders> => {
    const ids = await idsOf(client, contract, role)
    const holds = async (account: Address) => {
      const answers = await Promise.all(
        ids.map((id) =>
          readContract(client, { ...contract, functionName: 'hasRole', args: [id, account] }),
        ),
      )
      return answers.some(Boolean)
    }
    const { holders } = claimed[role]
    const [open, ...held] = await Promise.all([holds(zeroAddress), ...holders.map(holds)])
    return { open, holders: holders.filter((_, i) => held[i]) }
  }
  try {
    const [minDelay, proposer, executor, canceller, admin] = await Promise.all([
      readContract(client, { ...contract, functionName: 'getMinDelay' }),
      confirm('proposer'),
      confirm('executor'),
      confirm('canceller'),
      confirm('admin'),
    ])
    return { timelock, minDelay, roles: { proposer, executor, canceller, admin } }
  } catch (cause) {
    if (isContractsAnswer(cause)) throw new NotATimelockError({ timelock, cause })
    throw new RpcUnreachableError({
      chainId: timelock.chainId,
      request: `getMinDelay and hasRole of ${timelock.address}`,
      cause,
    })
  }
}

type Contract = {
  readonly address: Address
  readonly abi: typeof timelockAbi
  readonly blockNumber: bigint
}

/** Before 4.6 there were no cancellers: proposers cancelled. Two roles have administered the others. */
async function idsOf(client: Client, contract: Contract, role: TimelockRole): Promise<Hash[]> {
  const { proposer, canceller, defaultAdmin, legacyAdmin } = timelockRoleIds
  if (role === 'admin') return [defaultAdmin, legacyAdmin]
  if (role !== 'canceller') return [timelockRoleIds[role]]
  try {
    await readContract(client, { ...contract, functionName: 'CANCELLER_ROLE' })
    return [canceller]
  } catch (error) {
    if (isContractsAnswer(error)) return [proposer]
    throw error
  }
}
