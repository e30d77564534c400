import { type Client, numberToHex } from 'viem'

/** Moves a local Anvil's clock forward and mines one block with the new time. `seconds` as the chain counts. */
export async function skipTime(
  client: Pick<Client, 'request'>,
  { seconds }: { seconds: bigint },
): Promise<void> {
  const request = client.request as (args: {
    method: string
    params: unknown[]
  }) => Promise<unknown>
  await request({ method: 'evm_increaseTime', params: [numberToHex(seconds)] })
  await request({ method: 'evm_mine', params: [] })
}
