import { listDeliveries, replayDeliveries } from '@/lib/adapters/store/deliveries'
import type { StoredSubscription } from '@/lib/adapters/store/stored-subscription'
import {
  deleteSubscription,
  readSubscription,
  setSubscriptionState,
} from '@/lib/adapters/store/subscriptions'
import { BaseError } from '@/lib/core/error/base-error'
import type { SubscriptionView } from '@/lib/core/watch/subscription'
import type { SubscriptionContext } from './subscription-context'
import { tokenHash } from './token-hash'

type Context = Pick<SubscriptionContext, 'store'>

/** Nobody has a subscription of that token, or it was deleted. */
export class NoSubscriptionError extends BaseError {
  override readonly name = 'NoSubscriptionError'
}

/** Deliveries that are shown. */
const mostShown = 50

/** @throws NoSubscriptionError */
export async function openSubscription(
  context: Context,
  { token }: { readonly token: string },
): Promise<SubscriptionView> {
  const found = await find(context, token)
  const { id, topic, kinds, shape, state, problem, createdAt } = found
  const target = shape === 'email' ? found.target : new URL(found.target).host
  const log = await listDeliveries(context.store, { subscription: id, limit: mostShown })
  return { topic, kinds, shape, state, problem, createdAt, target, ...log }
}

/** `confirm` and `resume` begin it, `stop` ends it for now, `end` for good; `replay` sends again what was. */
export const subscriptionChanges = ['confirm', 'resume', 'stop', 'end', 'replay'] as const

export type SubscriptionChange = (typeof subscriptionChanges)[number]

export type ChangeSubscriptionParameters = {
  readonly token: string
  readonly change: SubscriptionChange
  /** Of a replay: seconds since the epoch, of the chain, from which events are sent again. Default: all there are. */
  readonly since?: bigint | undefined
}

/**
 * Does what the owner of a subscription wants. An address that was never confirmed is only confirmed or forgotten.
 *
 * @returns How many events are sent again.
 * @throws NoSubscriptionError
 */
export async function changeSubscription(
  context: Context,
  { token, change, since = 0n }: ChangeSubscriptionParameters,
): Promise<number> {
  const { store } = context
  const { id, state } = await find(context, token)
  const now = new Date()
  switch (change) {
    case 'end':
      await deleteSubscription(store, { id })
      return 0
    case 'stop':
      if (state === 'active') await setSubscriptionState(store, { id, state: 'stopped', now })
      return 0
    case 'confirm':
      if (state === 'pending') await setSubscriptionState(store, { id, state: 'active', now })
      return 0
    case 'resume':
      if (state === 'stopped') await setSubscriptionState(store, { id, state: 'active', now })
      return 0
    case 'replay':
      return state === 'pending'
        ? 0
        : await replayDeliveries(store, { subscription: id, since, now })
  }
}

async function find({ store }: Context, token: string): Promise<StoredSubscription> {
  const found = await readSubscription(store, { tokenHash: tokenHash(token) })
  if (found) return found
  throw new NoSubscriptionError('There is no such subscription.', {
    hint: 'It was deleted, or the link is not complete. Subscribe again on the page of what you follow.',
  })
}
