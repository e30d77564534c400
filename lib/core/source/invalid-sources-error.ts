import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** More would not be read. */
const shownProblems = 12

/** Sources that no compilation can be made of. Each fact names a member or a file, and what is wrong with it. */
export class InvalidSourcesError extends BaseError {
  override readonly name = 'InvalidSourcesError'
  constructor(
    what: string,
    { facts, hint, cause }: { facts: readonly ErrorFact[]; hint: string; cause?: unknown },
  ) {
    const left = facts.length - shownProblems
    const shown = facts.slice(0, shownProblems)
    super(what, { facts: left > 0 ? [...shown, ['…', `${left} more`]] : shown, hint, cause })
  }
}
