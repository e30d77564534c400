'use client'

import { type HashAnswer, HashTable } from '@/components/safe/hash-table'
import type { SignDeskPanelProps } from '@/components/safe/sign-desk-panel'
import { Section } from '@/components/ui/section'
import type { Known } from '@/lib/core/chain/snapshot'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { useSigningFacts } from '@/lib/hooks/use-signing-facts'

/** The three hashes, computed in this browser and asked of the contract through the browser's own node. */
export function HashTablePanel({ config, transaction, patch, safe }: SignDeskPanelProps) {
  const { facts, problem } = useSigningFacts(config, { transaction, patch })
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
            contract: answer(facts?.contractDomainHash),
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
            service: { kind: 'answer', hash: transaction.safeTxHash },
            contract: answer(facts?.contractSafeTxHash),
          },
        ]}
      />
    </Section>
  )
}
