import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** Text that is no frame of ours, or one of which a part is missing. */
export class InvalidFrameError extends BaseError {
  override readonly name = 'InvalidFrameError'
  constructor(problem: string, facts: readonly ErrorFact[] = []) {
    super(`This is no frame of a document: ${problem}.`, {
      facts,
      hint: 'Scan the codes that Suture shows, or paste the text beside them.',
    })
  }
}

/** A frame of another document than those before it. */
export class ForeignFrameError extends BaseError {
  override readonly name = 'ForeignFrameError'
  constructor(problem: string, facts: readonly ErrorFact[]) {
    super(`This frame does not belong to those before it: ${problem}.`, {
      facts,
      hint: 'Begin again, with the codes of one document only.',
    })
  }
}
