import { type Abi, type Address, encodeFunctionData, parseAbi } from 'viem'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { readPublishedDelay } from '@/test/timelocks/published-delay'
import { deployArtifact, impersonate, type TimelockChain } from '@/test/timelocks/timelock-on-anvil'

/** What the published Delay 1.0 understands; the reconstruction has the same functions. */
export const delayAbi = () => readArtifact('ReconstructedDelay').abi as Abi

/** Creates a published Delay 1.0 in front of an account that is sent for, with one module that may add to its queue. Seconds. */
export async function deployPublishedDelay(
  chain: TimelockChain,
  {
    safe,
    owner,
    module,
    cooldown,
    expiration,
  }: { safe: Address; owner: Address; module: Address; cooldown: bigint; expiration: bigint },
): Promise<Address> {
  const { client } = chain
  await impersonate(chain, safe)
  const delay = await deployArtifact(chain, {
    from: owner,
    abi: delayAbi(),
    bytecode: readPublishedDelay(),
    args: [owner, safe, safe, cooldown, expiration],
  })
  const abi = parseAbi(['function enableModule(address module)'])
  const enable = (account: Address) =>
    encodeFunctionData({ abi, functionName: 'enableModule', args: [account] })
  await sendTransaction(client, { from: safe, to: safe, data: enable(delay) })
  await sendTransaction(client, { from: owner, to: delay, data: enable(module) })
  return delay
}
