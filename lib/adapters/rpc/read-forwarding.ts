import { type Address, type Client, getAddress, type Hex, isAddressEqual, numberToHex } from 'viem'
import { z } from 'zod'
import type { Forwarding } from '@/lib/core/proxy/layer-facts'

/** A selector that no function is known to have, and a sender that no contract is known to name. */
const probe = { data: '0x9b2c7d4e', from: '0x00000000000000000000000000000000000a11ce' } as const

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
  const block = numberToHex(blockNumber)
  try {
    return await traceForwarding(client, address, block)
  } catch {
    return await ruleOutForwarding(client, address, block)
  }
}

type Ask = (args: { method: string; params: unknown[] }) => Promise<unknown>

const frame = z.object({
  type: z.string(),
  to: z.string().optional(),
  input: z.string(),
  get calls() {
    return z.array(frame).optional()
  },
})

async function traceForwarding(client: Client, to: Address, block: Hex): Promise<Forwarding> {
  const ask = client.request as Ask
  const answer = await ask({
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

const touched = z.object({
  accessList: z.array(z.object({ address: z.string().regex(/^0x[0-9a-fA-F]{40}$/) })),
})

/** A call that touched no other account ran no other code. */
async function ruleOutForwarding(client: Client, to: Address, block: Hex): Promise<Forwarding> {
  const ask = client.request as Ask
  try {
    const answer = await ask({ method: 'eth_createAccessList', params: [{ ...probe, to }, block] })
    const { accessList } = touched.parse(answer)
    const isOwn = accessList.every(({ address }) => isAddressEqual(address as Address, to))
    return isOwn ? 'none' : 'unknown'
  } catch {
    return 'unknown'
  }
}
