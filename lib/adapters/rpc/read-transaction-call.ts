import { type Client, type Hash, zeroAddress } from 'viem'
import { getTransaction } from 'viem/actions'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { Call } from '@/lib/core/chain/call'
import type { Known } from '@/lib/core/chain/snapshot'

/** The top-level call of a mined transaction. One that created a contract calls nobody: the zero address. */
export function readTransactionCall(
  client: Client,
  { transactionHash }: { transactionHash: Hash },
): Promise<Known<Call>> {
  const transaction = getTransaction(client, { hash: transactionHash })
  const call = transaction.then(({ to, value, input }) => ({
    target: to ?? zeroAddress,
    value,
    data: input,
  }))
  return readKnown(`transaction ${transactionHash}`, call)
}
