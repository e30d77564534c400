import {
  type Address,
  formatTransactionReceipt,
  type Hex,
  numberToHex,
  type RpcTransactionReceipt,
  type TransactionReceipt,
} from 'viem'
import type { AnvilClient } from './anvil-client'

export type SendTransactionParameters = {
  /** One of Anvil's own accounts, or an impersonated one. */
  from: Address
  /** Left out to create a contract. */
  to?: Address | undefined
  data?: Hex | undefined
  /** In wei. */
  value?: bigint | undefined
  /** Whether a reverted transaction is returned instead of thrown. Default false. */
  allowRevert?: boolean | undefined
}

/** Enough for the largest contract; fixed, so that nothing is estimated and a revert is mined as such. */
const gas = numberToHex(12_000_000)

/**
 * Sends a transaction of an account that Anvil holds, and returns its receipt.
 *
 * @throws Error when the transaction reverted.
 */
export async function sendTransaction(
  client: AnvilClient,
  parameters: SendTransactionParameters,
): Promise<TransactionReceipt> {
  const { from, to, data, value, allowRevert = false } = parameters
  const receipt = await sendAndWait(client, {
    from,
    gas,
    ...(to && { to }),
    ...(data && { data }),
    ...(value && { value: numberToHex(value) }),
  })
  if (receipt.status === 'reverted' && !allowRevert) {
    const target = to ?? 'a new contract'
    throw new Error(`Transaction ${receipt.transactionHash} from ${from} to ${target} reverted.`)
  }
  return receipt
}

/**
 * One request instead of a poll: Anvil answers `eth_sendTransaction` before it has mined, so that the
 * receipt is sometimes not there yet.
 */
async function sendAndWait(
  client: AnvilClient,
  transaction: Record<string, Hex>,
): Promise<TransactionReceipt> {
  // Anvil's own method, which viem's types do not know.
  const request = client.request as unknown as (args: {
    method: string
    params: unknown[]
  }) => Promise<RpcTransactionReceipt>
  const method = 'eth_sendTransactionSync'
  const nudge = setInterval(() => client.mine({ blocks: 1 }).catch(() => {}), overlooked)
  try {
    return formatTransactionReceipt(await request({ method, params: [transaction] }))
  } finally {
    clearInterval(nudge)
  }
}

/**
 * Milliseconds after which a transaction was overlooked: under load Anvil can stop to mine by itself what it is sent, and then
 * mines only what it is told to (https://github.com/foundry-rs/foundry/issues/10122).
 */
const overlooked = 5_000
