import type { Hash } from 'viem'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** Characters of calldata, with something for each call, of the operations that are remembered. */
const mostRemembered = 32_000_000
const ofEachCall = 500

/**
 * What a scan remembers of the operations that it has met, so that it need not ask the store for what it has stored itself.
 * The open ones are remembered, up to a size: those are the ones of which more is heard.
 */
export class ScanMemory {
  readonly #met: Set<Hash> | undefined
  readonly #open = new Map<Hash, QueuedOperation>()
  #size = 0

  /** @param parameters.isFirst Nothing was stored before this scan. */
  constructor({ isFirst }: { readonly isFirst: boolean }) {
    this.#met = isFirst ? new Set() : undefined
  }

  /** Whether nothing can be stored of it. */
  isNew(id: Hash): boolean {
    return this.#met !== undefined && !this.#met.has(id)
  }

  /** As all of its events up to here tell it; undefined where it is not remembered. */
  recall(id: Hash): QueuedOperation | undefined {
    return this.#open.get(id)
  }

  /** @param operations Of these ids as all their events tell them; not every id need be one. */
  note(ids: Iterable<Hash>, operations: readonly QueuedOperation[]): void {
    for (const id of ids) {
      this.#met?.add(id)
      this.#forget(id)
    }
    for (const operation of operations) {
      if (!isOpen(operation.instances.at(-1))) continue
      this.#open.set(operation.id, operation)
      this.#size += sizeOf(operation)
    }
    for (const id of this.#open.keys()) {
      if (this.#size <= mostRemembered) break
      this.#forget(id)
    }
  }

  #forget(id: Hash): void {
    const operation = this.#open.get(id)
    if (!operation) return
    this.#open.delete(id)
    this.#size -= sizeOf(operation)
  }
}

function sizeOf({ calls }: QueuedOperation): number {
  return calls.reduce((sum, { data }) => sum + data.length + ofEachCall, 0)
}
