import type { Client } from 'viem'
import { inTime } from '@/lib/actions/in-time'
import type { Block } from '@/lib/core/chain/snapshot'

/** The newest block; or that it is still to come. */
export type HeadInTime =
  | { readonly isLate: false; readonly block: Block }
  | { readonly isLate: true; readonly coming: Promise<Block> }

// Of each node the one that is overdue: while it is, nobody else waits.
const overdue = new WeakMap<Client, Promise<Block>>()

/**
 * Asks for the newest block, and waits no longer than somebody in front of a page would: who asks while an earlier question is overdue
 * does not wait at all, and asks nothing.
 *
 * @param client Whose nodes are asked: memory of what is overdue hangs on it.
 * @param parameters.patience Milliseconds; infinite ones wait for their own answer.
 * @param parameters.isProbe Asks all the same, and waits as long: whoever comes every few seconds anyway finds out that the node is back.
 * @throws What `ask` throws in time; later it is left to whoever waits for `coming`.
 */
export async function headInTime(
  client: Client,
  {
    ask,
    patience,
    isProbe = !Number.isFinite(patience),
  }: {
    readonly ask: () => Promise<Block>
    readonly patience: number
    readonly isProbe?: boolean | undefined
  },
): Promise<HeadInTime> {
  const earlier = overdue.get(client)
  if (earlier !== undefined && !isProbe) return { isLate: true, coming: earlier }
  const coming = ask()
  const block = await inTime(coming, patience)
  if (block) {
    // Whatever was asked before: it answers.
    overdue.delete(client)
    return { isLate: false, block }
  }
  overdue.set(client, coming)
  const letGo = () => {
    if (overdue.get(client) === coming) overdue.delete(client)
  }
  coming.then(letGo, letGo)
  return { isLate: true, coming }
}
