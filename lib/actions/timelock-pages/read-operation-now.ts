import { type HeardClientContext, heardClient } from '@/lib/actions/heard-client'
import { readMinedCustody } from '@/lib/actions/timelock-pages/read-mined-custody'
import { readSurroundings, type Surroundings } from '@/lib/actions/timelock-pages/read-surroundings'
import { BaseError } from '@/lib/core/error/base-error'
import type { CustodyStep } from '@/lib/core/patch/chain-of-custody'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** What nodes tell of an operation when it is looked at, which is stored nowhere. */
export type OperationNow = {
  readonly surroundings: Surroundings
  readonly custody: readonly CustodyStep[]
}

type Subject = Pick<ListedOperation, 'timelock' | 'id' | 'targets' | 'scheduled'> & {
  readonly operation: QueuedOperation
}

/** Milliseconds until the nodes of a chain count as silent. */
const patience = 3_000

/** Milliseconds for which it is not asked again: many look at the same operation. And of how many it is kept. */
const freshness = 5_000
const mostKept = 200

const kept = new WeakMap<object, Map<string, { at: number; read: Promise<OperationNow> }>>()

/**
 * What the chain says now of the accounts that an operation is about, and the mined transactions behind it. Never throws: what
 * cannot be asked is unknown.
 */
export async function readOperationNow(
  context: HeardClientContext,
  page: Subject,
): Promise<OperationNow> {
  const { chainId, address } = page.timelock
  const last = page.operation.instances.at(-1)
  const events = [last?.scheduled, last?.cancelled, last?.executed].map((at) => at?.blockHash)
  const key = [chainId, address, page.id, ...events].join(':')
  const known = kept.get(context.clientFor) ?? new Map()
  kept.set(context.clientFor, known)
  const found = known.get(key)
  const now = Date.now()
  if (found && now - found.at <= freshness) return await found.read
  const read = readNow(context, page)
  for (const old of [...known.keys()].slice(0, Math.max(0, known.size + 1 - mostKept)))
    known.delete(old)
  known.delete(key)
  known.set(key, { at: now, read })
  read.catch(() => known.delete(key))
  return await read
}

async function readNow(context: HeardClientContext, page: Subject): Promise<OperationNow> {
  const { timelock, targets, scheduled } = page
  try {
    const { chainId } = timelock
    const client = await heardClient(context, { chainId, patience })
    const heard = { clientFor: () => client }
    const [surroundings, custody] = await Promise.all([
      readSurroundings(heard, { timelock, targets, scheduledBlock: scheduled.blockNumber }),
      readMinedCustody(heard, page.operation),
    ])
    return { surroundings, custody }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    // A chain that is not served any more.
    const unknown = { known: false, reason: error.shortMessage } as const
    const unlooked = targets.map((target) => ({
      address: target,
      scheduled: unknown,
      now: unknown,
    }))
    return {
      surroundings: { block: unknown, balance: unknown, targets: unlooked },
      custody: [],
    }
  }
}
