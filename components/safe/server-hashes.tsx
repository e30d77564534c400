import { HashTable } from '@/components/safe/hash-table'
import { Section } from '@/components/ui/section'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

/** The hashes for who has no script. They say where they were computed; signing asks the browser again. */
export function ServerHashes({
  transaction,
  version,
}: {
  transaction: ProposedTransaction
  version: string
}) {
  const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({
    transaction: transaction.transaction,
    version,
  })
  const notAsked = { kind: 'unknown', reason: 'the browser has not asked yet' } as const
  const row = (label: string, computed: typeof safeTxHash) => ({
    label,
    computed,
    service: { kind: 'not-offered' } as const,
    contract: notAsked,
  })
  return (
    <Section title="Same bytes everywhere" note="computed by the server from the fields below">
      <HashTable
        place="server"
        rows={[
          row('Domain hash', domainHash),
          row('Message hash', messageHash),
          {
            ...row('safeTxHash', safeTxHash),
            service: { kind: 'answer', hash: transaction.safeTxHash },
          },
        ]}
      />
    </Section>
  )
}
