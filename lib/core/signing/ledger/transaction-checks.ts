import { checkAddresses } from './check-addresses'
import { checkDelegatecall, checkRefund } from './check-calls'
import { checkChain } from './check-chain'
import { checkDossier } from './check-dossier'
import { checkHash } from './check-hash'
import { checkNonce } from './check-nonce'
import { checkSafe, checkSafeCode } from './check-safe'
import { checkSchedule } from './check-schedule'
import { checkDeclaredUpgrades, checkUpgradeCodes } from './check-upgrades'
import type { LedgerEntry } from './ledger-entry'
import { type LedgerSubject, scheduledBy } from './ledger-subject'
import type { ReviewedCodeHash } from './reviewed-code-hash'
import type { SigningFacts } from './signing-facts'

export type TransactionChecksParameters = {
  readonly subject: LedgerSubject
  readonly facts: SigningFacts
  readonly walletChainId?: number | undefined
  readonly reviewed?: readonly ReviewedCodeHash[] | undefined
}

/** What the bytes of a Safe transaction and one node tell of it, in a fixed order. */
export function transactionChecks({
  subject,
  facts,
  walletChainId,
  reviewed = [],
}: TransactionChecksParameters): LedgerEntry[] {
  const { transaction, patch } = subject
  const isScheduled = scheduledBy(subject) !== undefined
  return [
    checkChain(transaction.safe.chainId, facts, walletChainId),
    checkSafe(subject, facts),
    checkSafeCode(facts),
    checkHash(subject, facts),
    checkDelegatecall(subject, facts),
    checkRefund(subject),
    checkAddresses(subject, facts),
    checkNonce(subject, facts),
    checkDossier(subject),
    ...checkSchedule(subject, facts),
    ...(patch && isScheduled
      ? [
          checkDeclaredUpgrades(patch, facts.upgrades),
          ...checkUpgradeCodes(patch, facts.upgrades, reviewed),
        ]
      : []),
  ]
}
