import { type Address, type Client, concat, getAddress, type Hex, numberToHex } from 'viem'
import { z } from 'zod'

/**
 * What a call of a function that nobody has leads to. `traced` are the codes that are handed the call, one by the other,
 * outermost first. Where a node does not trace, `touched` are the accounts among which they have to be.
 */
export type ForwardedCall =
  | { readonly traced: readonly Address[] }
  | { readonly touched: readonly Address[] }
  | 'unknown'

/** A selector that no function is known to have, and a sender that no contract is known to name. */
const probe = { data: '0x9b2c7d4e', from: '0x00000000000000000000000000000000000a11ce' } as const

/**
 * Finds out where a call of a function that nobody has ends up: a proxy forwards it, another contract refuses it. A
 * trace shows it; a node that does not trace may at least tell with an access list what it touches.
 *
 * Never throws: a node that knows neither leaves it `unknown`.
 */
export async function readForwarding(
  client: Client,
  { address, blockNumber }: { address: Address; blockNumber: bigint },
): Promise<ForwardedCall> {
  const block = numberToHex(blockNumber)
  try {
    return { traced: await traceCall(client, address, block) }
  } catch {
    try {
      return { touched: await readTouched(client, address, block) }
    } catch {
      return 'unknown'
    }
  }
}

export type CodeInstead = { readonly of: Address; readonly code: Hex }

/**
 * The codes that would be handed a call of a function that nobody has, if other code stood in the place of what stands at
 * an address. The storage stays, so this shows what new code forwards to once it runs in its proxy.
 *
 * @returns undefined where the node does not trace, or does not trace other code.
 */
export async function readForwardingWith(
  client: Client,
  parameters: { address: Address; blockNumber: bigint; instead: CodeInstead },
): Promise<readonly Address[] | undefined> {
  const { address, blockNumber, instead } = parameters
  const block = numberToHex(blockNumber)
  try {
    // A node that ignores the other code would show this one's target nowhere.
    const marked = { of: instead.of, code: markerFor(marker) }
    const shown = await traceCall(client, address, block, marked)
    if (shown.at(-1) !== marker) return undefined
    return await traceCall(client, address, block, instead)
  } catch {
    return undefined
  }
}

/** Nobody's code. */
const marker = getAddress(`0x${'5a'.repeat(20)}`)

/** An EIP-1167 clone. */
function markerFor(target: Address): Hex {
  return concat(['0x363d3d373d3d3d363d73', target, '0x5af43d82803e903d91602b57fd5bf3'])
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

/** More steps than this are not followed. */
const mostSteps = 8

async function traceCall(
  client: Client,
  to: Address,
  block: Hex,
  instead?: CodeInstead | undefined,
): Promise<Address[]> {
  const stateOverrides = instead && { [instead.of]: { code: instead.code } }
  const ask = client.request as Ask
  const answer = await ask({
    method: 'debug_traceCall',
    params: [
      { ...probe, to, gas: '0xf4240' },
      block,
      { tracer: 'callTracer', ...(stateOverrides && { stateOverrides }) },
    ],
  })
  const codes: Address[] = []
  for (let at = frame.parse(answer); codes.length < mostSteps; ) {
    const forwarded = at.calls?.find(
      ({ type, input }) =>
        (type === 'DELEGATECALL' || type === 'CALLCODE') && input.startsWith(probe.data),
    )
    if (!forwarded?.to) break
    codes.push(getAddress(forwarded.to))
    at = forwarded
  }
  return codes
}

const touched = z.object({
  accessList: z.array(z.object({ address: z.string().regex(/^0x[0-9a-fA-F]{40}$/) })),
})

async function readTouched(client: Client, to: Address, block: Hex): Promise<Address[]> {
  const ask = client.request as Ask
  const answer = await ask({ method: 'eth_createAccessList', params: [{ ...probe, to }, block] })
  return touched.parse(answer).accessList.map(({ address }) => getAddress(address))
}
