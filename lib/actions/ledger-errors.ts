import { BaseError } from '@/lib/core/error/base-error'
import type { FactChange } from '@/lib/core/signing/ledger/decisive-facts'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'

/** Read again at the moment of pressing, something does not hold. Nothing was signed or sent. */
export class LedgerBlockedError extends BaseError {
  override readonly name = 'LedgerBlockedError'
  constructor(blocking: readonly LedgerEntry[]) {
    super('What was checked before does not hold now.', {
      facts: blocking.map(({ title, detail }) => [title, detail]),
      hint: 'Nothing was signed or sent. The list on this page is read again by itself.',
    })
  }
}

/** Read again at the moment of pressing, a fact is another than the page showed. Nothing was signed or sent. */
export class ChangedSinceShownError extends BaseError {
  override readonly name = 'ChangedSinceShownError'
  constructor(changes: readonly FactChange[]) {
    super('The chain has changed since this page showed it.', {
      facts: changes.map(({ name, before, after }) => [name, `${before}, now ${after}`]),
      hint: 'Nothing was signed or sent. Look at what has changed, then start again.',
    })
  }
}
