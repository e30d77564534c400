import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'viem'
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
 * @param parameters.patience Milliseconds.
 * @throws What `ask` throws in time; later it is left to whoever waits for `coming`.
 */
export async function headInTime(
  client: Client,
  { ask, patience }: { readonly ask: () => Promise<Block>; readonly patience: number },
): Promise<HeadInTime> {
  const earlier = overdue.get(client)
  if (earlier !== undefined) return { isLate: true, coming: earlier }
  const coming = ask()
  const over = new AbortController()
  const late = sleep(patience, undefined, { signal: over.signal }).catch(() => undefined)
  const block = await Promise.race([coming, late]).finally(() => over.abort())
  if (block) return { isLate: false, block }
  overdue.set(client, coming)
  const letGo = () => {
    if (overdue.get(client) === coming) overdue.delete(client)
  }
  coming.then(letGo, letGo)
  return { isLate: true, coming }
}
