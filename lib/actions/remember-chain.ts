import { snapshotJson } from '@/lib/actions/snapshot-json'
import { readSnapshot } from '@/lib/adapters/store/read-snapshot'
import { saveSnapshot } from '@/lib/adapters/store/save-snapshot'
import type { Store } from '@/lib/adapters/store/store'
import type { ProtocolChain } from '@/lib/core/patch/desk'

/** To be raised with every change of `ProtocolChain`, so that an old snapshot is not taken for a new one. */
const format = 'chain/1'

type Remembered = { chain: ProtocolChain; readAt: number }

/** Keeps what the chain said, so that it can still be shown, as old as it is, when the chain falls silent. */
export async function rememberChain(
  store: Store,
  { key, chain, readAt }: Remembered & { key: string },
): Promise<void> {
  const { block } = chain.facts
  await saveSnapshot(store, {
    key: `${format}:${key}`,
    json: snapshotJson.write({ chain, readAt }),
    blockNumber: block.number,
    blockHash: block.hash,
    storedAt: new Date(readAt),
  })
}

/** What was kept last, or undefined where nothing ever was, it does not parse or the format has changed since. */
export async function recallChain(store: Store, key: string): Promise<Remembered | undefined> {
  const snapshot = await readSnapshot(store, { key: `${format}:${key}` })
  return snapshot && snapshotJson.read<Remembered>(snapshot.json)
}
