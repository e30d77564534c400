import type { Address, Client, Hex } from 'viem'
import { call as callNode } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { revertData } from '@/lib/adapters/rpc/revert-data'
import { traceRevert } from '@/lib/adapters/rpc/trace-revert'
import type { Call } from '@/lib/core/chain/call'

/** With what an execution would revert. */
export type Refusal = {
  /** The contract that broke it; undefined where the node does not trace. */
  readonly at: Address | undefined
  /** Of that contract, or, without a trace, what the timelock lets through; empty where no reason was given. */
  readonly data: Hex
}

/**
 * Tries at one block what executing an operation would come to. Timelocks before 5.0 keep the reason to themselves, so it is
 * looked for in a trace.
 *
 * @returns undefined where it would succeed, and where the node does not say.
 */
export async function tryExecution(
  client: Client,
  { call, from, blockNumber }: { call: Call; from: Address; blockNumber: bigint },
): Promise<Refusal | undefined> {
  const { target: to, data, value } = call
  try {
    await callNode(client, { account: from, to, data, value, blockNumber })
    return undefined
  } catch (error) {
    if (!isContractsAnswer(error)) return undefined
    const traced = await traceRevert(client, { from, call, blockNumber }).catch(() => undefined)
    return traced ?? { at: undefined, data: revertData(error) ?? '0x' }
  }
}
