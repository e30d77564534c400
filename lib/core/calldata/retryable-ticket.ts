import { type Address, decodeAbiParameters, type Hex, parseAbiParameters } from 'viem'
import { measureAbiLayout } from '@/lib/core/calldata/abi-layout'
import type { Call } from '@/lib/core/chain/call'

/**
 * The target that makes Arbitrum's layer 1 timelock create a retryable ticket instead of a call. The data of such a
 * call is ABI-encoded without a selector, and begins with the address of an inbox.
 *
 * @see https://github.com/ArbitrumFoundation/governance/blob/main/src/L1ArbitrumTimelock.sol
 */
const retryableTicketMagic: Address = '0xa723C008e76E379c55599D2E4d93879BeaFDa79C'

const ticketParameters = /* @__PURE__ */ parseAbiParameters(
  'address targetInbox, address l2Target, uint256 l2Value, uint256 gasLimit, uint256 maxFeePerGas, bytes l2Calldata',
)

/** Whether the data of a call is a retryable ticket rather than a function call. */
export function isRetryableTicket({ target }: Call): boolean {
  return target.toLowerCase() === retryableTicketMagic.toLowerCase()
}

/**
 * The call that a ticket makes on the other chain.
 *
 * @returns undefined where the data is not what an encoder writes.
 */
export function decodeRetryableTicket(data: Hex): Call | undefined {
  const layout = measureAbiLayout(ticketParameters, data)
  if (!layout.canonical || layout.length !== (data.length - 2) / 2) return undefined
  try {
    const [, target, value, , , calldata] = decodeAbiParameters(ticketParameters, data)
    return { target, value, data: calldata }
  } catch {
    return undefined
  }
}
