import type { Client, Hash } from 'viem'
import { readCustodyCodes } from '@/lib/actions/read-custody-codes'
import { within } from '@/lib/actions/within'
import { readTransactionCall } from '@/lib/adapters/rpc/read-transaction-call'
import type { Call } from '@/lib/core/chain/call'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CustodyStep } from '@/lib/core/patch/chain-of-custody'
import { codesBroughtIn, minedCustody } from '@/lib/core/patch/mined-custody'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** Milliseconds. A page does not wait longer for a node; what did not come by then is unknown. */
const patience = 3_000

const late = { known: false, reason: 'the node did not answer in time' } as const

/** The chain of custody of an operation that is only followed, from the transactions behind its events. Never throws. */
export async function readMinedCustody(
  { clientFor }: { readonly clientFor: (chainId: number) => Client },
  operation: QueuedOperation,
): Promise<CustodyStep[]> {
  const { chainId } = operation.timelock
  const client = clientFor(chainId)
  const last = operation.instances.at(-1)
  const events = [last?.scheduled, last?.cancelled, last?.executed].flatMap((each) => each ?? [])
  const calls = new Map<Hash, Known<Call>>()
  const [codeAt] = await Promise.all([
    readCustodyCodes(client, {
      chainId,
      addresses: codesBroughtIn(operation),
      blocks: events.map(({ blockNumber }) => blockNumber),
    }),
    ...events.map(async ({ transactionHash }) => {
      const call = within(patience, readTransactionCall(client, { transactionHash }))
      calls.set(transactionHash, await call.catch(() => late))
    }),
  ])
  return minedCustody({
    operation,
    callOf: (transactionHash) => calls.get(transactionHash) ?? late,
    codeAt,
  })
}
