import type { Address, Client } from 'viem'
import { call } from 'viem/actions'
import { governorProbes, isGovernorOf } from '@/lib/core/timelock/openzeppelin/governor-probes'

/** Whether a Governor stands at an address that works through a timelock, by what it answers itself. */
export async function isGovernorAt(
  client: Client,
  {
    address,
    timelock,
    blockNumber,
  }: { readonly address: Address; readonly timelock: Address; readonly blockNumber: bigint },
): Promise<boolean> {
  const answers = await Promise.all(
    governorProbes.map((data) =>
      call(client, { to: address, data, blockNumber }).then(
        (answer) => answer.data ?? '0x',
        () => undefined,
      ),
    ),
  )
  return isGovernorOf({ timelock, answers })
}
