import type { Address, Hash, Hex, TransactionReceipt } from 'viem'
import {
  getTransactionReceipt,
  sendTransaction as send,
  waitForTransactionReceipt,
} from 'viem/actions'
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

/**
 * Sends a transaction of an account that Anvil holds, and returns its receipt. The gas limit is
 * fixed, so nothing is estimated: a transaction that reverts is mined as such.
 *
 * @throws Error when the transaction reverted.
 */
export async function sendTransaction(
  client: AnvilClient,
  parameters: SendTransactionParameters,
): Promise<TransactionReceipt> {
  const { from, to, data, value, allowRevert = false } = parameters
  const hash = await send(client, {
    account: from,
    to,
    data,
    value: value ?? 0n,
    gas: 12_000_000n,
    chain: null,
  })
  const receipt = await receiptOf(client, hash)
  if (receipt.status === 'reverted' && !allowRevert) {
    throw new Error(`Transaction ${hash} from ${from} to ${to ?? 'a new contract'} reverted.`)
  }
  return receipt
}

/** With automine the receipt is there at once; without, it is waited for. */
async function receiptOf(client: AnvilClient, hash: Hash): Promise<TransactionReceipt> {
  try {
    return await getTransactionReceipt(client, { hash })
  } catch {
    return await waitForTransactionReceipt(client, { hash })
  }
}
