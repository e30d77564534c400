'use client'

import { type HashAnswer, HashTable } from '@/components/safe/hash-table'
import type { SignDeskPanelProps } from '@/components/safe/sign-desk-panel'
import { Section } from '@/components/ui/section'
import type { Known } from '@/lib/core/chain/snapshot'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { ServiceFacts } from '@/lib/core/signing/ledger/service-facts'
import { useSafeLedgerFacts } from '@/lib/hooks/use-safe-ledger'

/** The three hashes, computed in this browser and asked of the contract through the browser's own node. */
export function HashTablePanel({ config, transaction, patch, safe, above }: SignDeskPanelProps) {
  const { facts, problem } = useSafeLedgerFacts(config, { transaction, patch, safe, above })
  const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({
    transaction: transaction.transaction,
    version: safe.version,
  })
  const answer = (fact: Known<typeof safeTxHash> | undefined): HashAnswer => {
    if (!fact) return { kind: 'unknown', reason: problem ?? 'asking' }
    return fact.known
      ? { kind: 'answer', hash: fact.value }
      : { kind: 'unknown', reason: fact.reason }
  }
  const notOffered = { kind: 'not-offered' } as const
  return (
    <Section title="Same bytes everywhere" note="computed in this browser from the fields below">
      <HashTable
        place="browser"
        rows={[
          {
            label: 'Domain hash',
            computed: domainHash,
            service: notOffered,
            contract: answer(facts?.chain.contractDomainHash),
          },
          {
            label: 'Message hash',
            computed: messageHash,
            service: notOffered,
            contract: { kind: 'not-offered', reason: 'part of safeTxHash' },
          },
          {
            label: 'safeTxHash',
            computed: safeTxHash,
            service: serviceAnswer(facts?.service, { problem, version: safe.version }),
            contract: answer(facts?.chain.contractSafeTxHash),
          },
        ]}
      />
    </Section>
  )
}

/** What the fields that the service keeps hash to: the hash that it says itself proves nothing. */
function serviceAnswer(
  service: Known<ServiceFacts> | undefined,
  { problem, version }: { problem: string | undefined; version: string },
): HashAnswer {
  if (!service) return { kind: 'unknown', reason: problem ?? 'asking' }
  if (!service.known) return { kind: 'unknown', reason: service.reason }
  const { answer } = service.value
  if (!answer) return { kind: 'unknown', reason: 'the service does not know it' }
  try {
    const { safeTxHash } = hashSafeTransaction({ transaction: answer.transaction, version })
    return { kind: 'answer', hash: safeTxHash }
  } catch {
    return { kind: 'unknown', reason: 'its fields cannot be hashed' }
  }
}
