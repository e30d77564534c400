import type { Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { ServiceFacts } from './service-facts'
import type { SigningFacts } from './signing-facts'

/** Others that want the same nonce are all on the page. One that is hidden, by whomever, could be executed instead. */
export function checkRivals(
  { transaction, safeTxHash }: Pick<LedgerSubject, 'transaction' | 'safeTxHash'>,
  service: Known<ServiceFacts> | undefined,
  shown: readonly Hash[],
): LedgerEntry {
  const head = {
    id: 'rivals',
    title: 'Whatever else wants its nonce is shown here',
    anchor: 'service',
  } as const
  if (!service && shown.length === 0) {
    const detail = `What else waits for nonce ${transaction.nonce} is not known here.`
    return { ...head, verdict: 'not-applicable', detail }
  }
  if (!service) return warnOf(head, shown.length, transaction.nonce)
  if (!service.known) return { ...head, verdict: 'unknown', detail: service.reason }
  const told = service.value.pending
    .filter((each) => each.transaction.nonce === transaction.nonce)
    .map((each) => each.safeTxHash)
    .filter((hash) => hash !== safeTxHash)
  const hidden = told.find((hash) => !shown.includes(hash))
  if (hidden) {
    const detail = `The service knows of another transaction at nonce ${transaction.nonce}, which is not on this page. Reload and look at it.`
    return { ...head, verdict: 'fail', detail, found: hidden }
  }
  const withheld = shown.find((hash) => !told.includes(hash))
  if (withheld) {
    const detail = `The service told this browser nothing of a transaction at nonce ${transaction.nonce} that is on this page.`
    return { ...head, verdict: 'fail', detail, expected: withheld }
  }
  return warnOf(head, shown.length, transaction.nonce)
}

function warnOf(
  head: Pick<LedgerEntry, 'id' | 'title' | 'anchor'>,
  rivals: number,
  nonce: bigint,
): LedgerEntry {
  return rivals === 0
    ? { ...head, verdict: 'pass', detail: `alone at nonce ${nonce}` }
    : {
        ...head,
        verdict: 'warn',
        detail: `${rivals} other${rivals === 1 ? ' wants' : 's want'} nonce ${nonce}, shown on this page. Only one of them can ever execute.`,
      }
}

/** Between the Safe's nonce and this one something is proposed for each. What waits behind a gap cannot execute. */
export function checkGaps(
  { transaction }: Pick<LedgerSubject, 'transaction'>,
  service: Known<ServiceFacts> | undefined,
  { safe }: Pick<SigningFacts, 'safe'>,
): LedgerEntry {
  const head = { id: 'gaps', title: 'No nonce before it is left open', anchor: 'service' } as const
  if (!safe.known) return { ...head, verdict: 'unknown', detail: safe.reason }
  const { nonce: next } = safe.value
  if (transaction.nonce <= next) {
    return { ...head, anchor: 'chain', verdict: 'pass', detail: 'Nothing has to come before it.' }
  }
  if (!service) {
    const detail = `What comes before nonce ${transaction.nonce} is not known here.`
    return { ...head, verdict: 'not-applicable', detail }
  }
  if (!service.known) return { ...head, verdict: 'unknown', detail: service.reason }
  const taken = new Set(service.value.pending.map((each) => each.transaction.nonce))
  let open = next
  while (taken.has(open)) open += 1n
  return open >= transaction.nonce
    ? {
        ...head,
        verdict: 'pass',
        detail: `nonces ${next} to ${transaction.nonce - 1n} are proposed`,
      }
    : {
        ...head,
        verdict: 'warn',
        detail: `Nothing is proposed at nonce ${open}; this one has to wait until something is, and is executed.`,
      }
}
