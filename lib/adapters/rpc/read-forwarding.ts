import { type Address, type Client, getAddress, type Hex, isAddressEqual, numberToHex } from 'viem'
import { createAccessList } from 'viem/actions'
import { z } from 'zod'
import type { Forwarding } from '@/lib/core/proxy/layer-facts'

/** A selector that no function is known to have, and a sender that no contract is known to name. */
const probe = { data: '0x9b2c7d4e', from: '0x00000000000000000000000000000000000A11CE' } as const

const frame = z.object({
  type: z.string(),
  from: z.string(),
  to: z.string().optional(),
  input: z.string(),
  get calls() {
    return z.array(frame).optional()
  },
})

/**
 * Finds out where a call of a function that nobody has ends up: a proxy forwards it, another contract refuses it. A
 * trace shows it; a node that does not trace can at least rule it out with an access list.
 *
 * Never throws: a node that knows neither leaves it `unknown`.
 */
export async function readForwarding(
  client: Client,
  { address, blockNumber }: { address: Address; blockNumber: bigint },
): Promise<Forwarding> {
  try {
    return await traceForwarding(client, address, numberToHex(blockNumber))
  } catch {
    return await ruleOutForwarding(client, address, blockNumber)
  }
}

async function traceForwarding(client: Client, to: Address, block: Hex): Promise<Forwarding> {
  const request = client.request as (args: {
    method: string
    params: unknown[]
  }) => Promise<unknown>
  const answer = await request({
    method: 'debug_traceCall',
    params: [{ ...probe, to, gas: '0xf4240' }, block, { tracer: 'callTracer' }],
  })
  const { calls = [] } = frame.parse(answer)
  const forwarded = calls.find(
    ({ type, input }) =>
      (type === 'DELEGATECALL' || type === 'CALLCODE') && input.startsWith(probe.data),
  )
  return forwarded?.to ? getAddress(forwarded.to) : 'none'
}

async function ruleOutForwarding(
  client: Client,
  address: Address,
  blockNumber: bigint,
): Promise<Forwarding> {
  try {
    const { data, from } = probe
    const parameters = { account: from, data, to: address, blockNumber }
    const { accessList } = await createAccessList(client, parameters)
    return accessList.every((each) => isAddressEqual(each.address, address)) ? 'none' : 'unknown'
  } catch {
    return 'unknown'
  }
}
