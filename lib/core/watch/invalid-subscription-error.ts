import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** Each fact names a field and what is wrong with it. */
export class InvalidSubscriptionError extends BaseError {
  override readonly name = 'InvalidSubscriptionError'
  constructor(facts: readonly ErrorFact[]) {
    super('This is not a subscription.', {
      facts,
      hint: 'Give topic, kinds (or none for all), shape and target.',
    })
  }
}
