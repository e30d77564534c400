import { judgeFact, type LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { SigningFacts } from './signing-facts'

export function checkNonce(
  { transaction }: Pick<LedgerSubject, 'transaction'>,
  facts: Pick<SigningFacts, 'safe'>,
): LedgerEntry {
  const head = { id: 'nonce', title: 'The nonce can still be executed', anchor: 'chain' } as const
  return judgeFact(facts.safe, head, ({ nonce }) => {
    const mine = transaction.nonce
    if (mine < nonce) {
      const detail = `Nonce ${mine} was used; the Safe is at ${nonce}. This transaction can never execute.`
      return { verdict: 'fail', detail, expected: `at least ${nonce}`, found: String(mine) }
    }
    const ahead = mine - nonce
    const detail =
      ahead === 0n
        ? `nonce ${nonce} is next`
        : `nonce ${mine}, after ${ahead} other${ahead === 1n ? '' : 's'}`
    return { verdict: 'pass', detail }
  })
}
