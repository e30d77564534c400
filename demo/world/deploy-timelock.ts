import { type Address, encodeFunctionData, type Hash, keccak256, toHex, zeroAddress } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { cast, castAddress } from './cast'
import { deployContract } from './deploy-contract'
import { minDelay } from './harbor'

const cancellerRole: Hash = keccak256(toHex('CANCELLER_ROLE'))
const adminRole: Hash = `0x${'00'.repeat(32)}`

export type DeployTimelockParameters = {
  proposer: Address
  guardian: Address
  /** `open`: anyone executes what is ready. */
  executor: Address | 'open'
}

/**
 * Deploys OpenZeppelin's TimelockController as in production: the deployer is admin just long enough to
 * name the guardian canceller, and then renounces, so that every later change has to wait.
 */
export async function deployTimelock(
  client: AnvilClient,
  parameters: DeployTimelockParameters,
): Promise<Address> {
  const { proposer, guardian, executor } = parameters
  const from = castAddress(cast.deployer)
  const executors = [executor === 'open' ? zeroAddress : executor]
  const address = await deployContract(client, {
    from,
    name: 'TimelockController',
    args: [minDelay, [proposer], executors, from],
  })
  const grant = encodeFunctionData({
    abi: timelockAbi,
    functionName: 'grantRole',
    args: [cancellerRole, guardian],
  })
  const renounce = encodeFunctionData({
    abi: timelockAbi,
    functionName: 'renounceRole',
    args: [adminRole, from],
  })
  await sendTransaction(client, { from, to: address, data: grant })
  await sendTransaction(client, { from, to: address, data: renounce })
  return address
}
