import type { Hash } from 'viem'
import { type OperationLog, type PackedLogs, unpackLogs } from '@/lib/adapters/store/packed-logs'
import { readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'

/** The events of a timelock that a scan has come by: those that are stored, and those that are on their way there. */
export class EarlierEvents {
  readonly #store: Pick<Store, 'database'>
  readonly #timelock: ChainAddress
  #stored: Block | undefined
  #unstored: PackedLogs[] = []

  /** @param stored The block up to which they are stored; undefined where none are. */
  constructor(
    store: Pick<Store, 'database'>,
    { timelock, stored }: { readonly timelock: ChainAddress; readonly stored: Block | undefined },
  ) {
    this.#store = store
    this.#timelock = timelock
    this.#stored = stored
  }

  /** Events behind all others, which are not stored yet. */
  add(logs: readonly PackedLogs[]): void {
    for (const row of logs) this.#unstored.push(row)
  }

  /** All up to this block are stored by now. */
  stored(end: Block): void {
    this.#stored = end
    this.#unstored = this.#unstored.filter(({ blockNumber }) => blockNumber > end.number)
  }

  /** Those of some operations, or of the settings, oldest first. */
  async read(of: readonly Hash[] | 'settings'): Promise<OperationLog[]> {
    const wanted: ReadonlySet<Hash | null> = new Set(of === 'settings' ? [null] : of)
    // Before anybody is waited for: what is stored in the meantime is not read twice.
    const unstored = this.#unstored.filter(({ operationId }) => wanted.has(operationId))
    const until = this.#stored?.number
    const stored =
      until === undefined
        ? []
        : await readTimelockLogs(this.#store, { timelock: this.#timelock, of, until })
    const unpacked = unstored.flatMap((row) =>
      unpackLogs(row).map((log) => ({ operationId: row.operationId, log })),
    )
    return [...stored, ...unpacked]
  }
}
