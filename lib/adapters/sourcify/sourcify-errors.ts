import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** Sourcify gave no answer in time, or no usable one. What it knows is then unknown, not nothing. */
export class SourcifyUnreachableError extends BaseError {
  override readonly name = 'SourcifyUnreachableError'
  constructor(
    url: string,
    { reason, facts = [], cause }: { reason: string; facts?: ErrorFact[]; cause?: unknown },
  ) {
    super('Sourcify gave no usable answer.', {
      facts: [['Request', url], ['Reason', visibleText(reason, { maxLength: 200 })], ...facts],
      hint: 'Check sourcify.url in the configuration, or upload the sources instead.',
      retry: true,
      cause,
    })
  }
}
