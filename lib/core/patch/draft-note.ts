import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** Where in the form a note belongs. Also the id of the control. */
export type DraftField =
  | 'upgrades'
  | `upgrade-${string}-${'address' | 'to' | 'migration'}`
  | `upgrade-${string}-value-${number}`
  | 'delay'
  | 'predecessor'
  | 'title'
  | 'severity'
  | 'description'
  | `evidence-${number}-${'label' | 'url'}`
  | `change-${number}-${'called' | 'error' | 'reason'}`
  | 'safe'
  | 'nonce'
  | 'account'

/**
 * - `missing`: nothing has been typed yet. `pending`: the chain is still being asked.
 * - `fail` and `unknown` (could not be read) stand in the way, as those two do.
 * - `warn` and `note` inform.
 */
export type DraftTone = 'missing' | 'pending' | 'fail' | 'unknown' | 'warn' | 'note'

/** Something to be said about a field of the draft. `text` is a whole sentence. */
export type DraftNote = {
  readonly field: DraftField
  readonly tone: DraftTone
  readonly text: string
  readonly facts?: readonly ErrorFact[] | undefined
}

/** Whether a patch cannot be proposed because of this. */
export function isBlocking({ tone }: DraftNote): boolean {
  return tone === 'missing' || tone === 'pending' || tone === 'fail' || tone === 'unknown'
}

/** What an error of ours says, at the field that caused it. Anything else is thrown on. */
export function noteOfError(field: DraftField, error: unknown): DraftNote {
  if (!(error instanceof BaseError)) throw error
  const text = error.hint ? `${error.shortMessage} ${error.hint}` : error.shortMessage
  return { field, tone: 'fail', text, facts: error.facts }
}
