import { BaseError } from '@/lib/core/error/base-error'

/** A range that cannot be fetched, however small. */
export class UnscannedRangeError extends BaseError {
  override readonly name = 'UnscannedRangeError'
  readonly range: { readonly fromBlock: bigint; readonly toBlock: bigint }
  constructor(range: { fromBlock: bigint; toBlock: bigint }, cause: BaseError) {
    const { shortMessage, facts, hint, retry } = cause
    super(shortMessage, {
      facts: [['Blocks', `${range.fromBlock} to ${range.toBlock}`], ...facts],
      hint,
      retry,
      cause,
    })
    this.range = range
  }
}
