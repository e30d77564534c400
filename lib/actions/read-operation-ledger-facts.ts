import { type NodeReadings, type NodeSource, readNodes } from '@/lib/actions/read-nodes'
import {
  type ReadOperationFactsParameters,
  readOperationFacts,
} from '@/lib/actions/read-operation-facts'
import type { OperationFacts } from '@/lib/core/signing/ledger/operation-facts'
import type { OperationLedgerParameters } from '@/lib/core/signing/ledger/operation-ledger'

export type ReadOperationLedgerFactsParameters = Omit<
  ReadOperationFactsParameters,
  'blockNumber'
> & {
  /** The first is the one that all rests on; the others are held against it. */
  readonly nodes: readonly NodeSource[]
}

/**
 * Reads everything that the ledger of an operation rests on, in the browser of who is about to execute it.
 *
 * @throws RpcUnreachableError when not even a block can be read.
 */
export async function readOperationLedgerFacts({
  nodes,
  ...asked
}: ReadOperationLedgerFactsParameters): Promise<OperationLedgerParameters['facts']> {
  const { chainId } = asked.operation.timelock
  const { node, own, witnesses }: NodeReadings<OperationFacts> = await readNodes(
    { chainId, nodes },
    (client, blockNumber) => readOperationFacts(client, { ...asked, blockNumber }),
  )
  return { node, chain: own, witnesses }
}
