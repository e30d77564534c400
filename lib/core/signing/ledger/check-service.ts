import type { Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { judgeFact, type LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { ServiceFacts, ServiceTransaction } from './service-facts'

/** Under this hash the service keeps this very transaction, field by field, wherever it tells of it. */
export function checkService(
  subject: Pick<LedgerSubject, 'transaction' | 'safeTxHash'>,
  service: Known<ServiceFacts> | undefined,
): LedgerEntry {
  const head = {
    id: 'service',
    title: 'The Safe service keeps this very transaction',
    anchor: 'service',
  } as const
  if (!service) {
    return { ...head, verdict: 'not-applicable', detail: 'No Safe service takes part.' }
  }
  return judgeFact(service, head, ({ answer, pending }) => {
    if (!answer) {
      return { verdict: 'unknown', detail: 'The service does not know a transaction of this hash.' }
    }
    const listed = pending.filter(({ safeTxHash }) => isSame(safeTxHash, subject.safeTxHash))
    for (const told of [answer, ...listed]) {
      const difference = differenceOf(subject, told)
      if (difference) {
        const [field, expected, found] = difference
        const detail = `Under this hash the service keeps another ${field}.`
        return { verdict: 'fail', detail, expected, found }
      }
    }
    return { verdict: 'pass', detail: 'Every field was compared.' }
  })
}

/** The first field that differs: its name, the value on this page, the value of the service. */
function differenceOf(
  { transaction, safeTxHash }: Pick<LedgerSubject, 'transaction' | 'safeTxHash'>,
  told: ServiceTransaction,
): readonly [string, string, string] | undefined {
  const hash = ['safeTxHash', safeTxHash as Hash, told.safeTxHash] as const
  return [hash, ...fieldPairs(transaction, told.transaction)].find(
    ([, mine, theirs]) => !isSame(mine, theirs),
  )
}

const fields = [
  'target',
  'value',
  'data',
  'operation',
  'safeTxGas',
  'baseGas',
  'gasPrice',
  'gasToken',
  'refundReceiver',
  'nonce',
] as const satisfies readonly (keyof SafeTransaction)[]

function fieldPairs(mine: SafeTransaction, theirs: SafeTransaction) {
  return [
    ['chain', String(mine.safe.chainId), String(theirs.safe.chainId)] as const,
    ['Safe', mine.safe.address, theirs.safe.address] as const,
    ...fields.map((field) => [field, String(mine[field]), String(theirs[field])] as const),
  ]
}

function isSame(mine: string, theirs: string): boolean {
  return mine.toLowerCase() === theirs.toLowerCase()
}
