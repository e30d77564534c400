import { snapshotJson } from '@/lib/actions/snapshot-json'
import type { ProxyHistory } from '@/lib/actions/timelock-pages/read-proxy-history'
import { readSnapshot } from '@/lib/adapters/store/read-snapshot'
import { saveSnapshot } from '@/lib/adapters/store/save-snapshot'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

export type RememberedProxy = Omit<ProxyHistory, 'stale'>

type Database = Pick<Store, 'database'>

/** To be raised with every change of `RememberedProxy`, so that an old snapshot is not taken for a new one. */
const keyOf = ({ chainId, address }: ChainAddress) => `proxy/1:${chainId}:${address}`

/** Keeps what was read of a proxy, so that it can still be shown, as old as it is, when its chain falls silent. */
export async function rememberProxy(
  store: Database,
  { at, read }: { readonly at: ChainAddress; readonly read: RememberedProxy },
): Promise<void> {
  const { block, readAt } = read
  await saveSnapshot(store, {
    key: keyOf(at),
    json: snapshotJson.write(read),
    blockNumber: block.number,
    blockHash: block.hash,
    storedAt: new Date(readAt),
  })
}

/** What was kept last of a proxy; undefined where nothing ever was, or its form has changed since. */
export async function recallProxy(
  store: Database,
  at: ChainAddress,
): Promise<RememberedProxy | undefined> {
  const snapshot = await readSnapshot(store, { key: keyOf(at) })
  return snapshot && snapshotJson.read<RememberedProxy>(snapshot.json)
}
