import type { Hash } from 'viem'
import { type OperationPage, readOperation } from '@/lib/adapters/store/read-operation'
import { readOperationOrder } from '@/lib/adapters/store/read-operation-order'
import type { Store } from '@/lib/adapters/store/store'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'
import {
  type ReproduceCommand,
  reproduceCommands,
} from '@/lib/core/timelock/kind/reproduce-commands'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

export type QueuedOperationPage = OperationPage & {
  readonly order: readonly OrderedOperation[]
  readonly isOrderCut: boolean
  /** The call that executes it; undefined where it cannot be built from what is known. */
  readonly execute: Call | undefined
  /** The call that cancels it, to be made by whoever may. */
  readonly cancel: Call | undefined
  /** How to hold it against another node, without this server. */
  readonly reproduce: readonly ReproduceCommand[]
}

/** An operation of a followed timelock with all that is stored of it; undefined where it is not known. */
export async function readQueuedOperation(
  { store }: { readonly store: Store },
  { id, ...timelock }: ChainAddress & { readonly id: Hash },
): Promise<QueuedOperationPage | undefined> {
  const page = await readOperation(store, { ...timelock, id })
  if (!page) return undefined
  const order = await readOperationOrder(store, { ...timelock, ids: [id] })
  const adapter = timelockAdapters[page.kind]
  return {
    ...page,
    order: order.operations,
    isOrderCut: order.isCut,
    execute: built(() => adapter.encodeExecute(page.operation)),
    cancel: built(() => adapter.encodeCancel(page.operation)),
    reproduce: reproduceCommands(page.operation),
  }
}

/** What an event tells need not be what can be encoded. */
function built(encode: () => Call | undefined): Call | undefined {
  try {
    return encode()
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
