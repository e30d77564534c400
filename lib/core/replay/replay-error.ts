import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** Nothing of it can be replayed. */
export class ReplayError extends BaseError {
  override readonly name = 'ReplayError'
  constructor(reasons: readonly string[]) {
    super('There is nothing to replay.', {
      facts: reasons.slice(0, 8).map((reason) => ['Because', visibleText(reason)]),
      hint: 'A replay needs a proxy, the new implementation behind it, and a node that has the states of the past.',
    })
  }
}
