import type { Check } from '@/lib/core/check/check'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/** A signature for a nonce this far ahead lies about for months, and can be used when nobody thinks of it any more. */
const farAhead = 100n

/**
 * TX-05. Whether what is to be signed is still to be executed. Only what the chain knows: proposals that compete for the
 * nonce are known to some services and not to others, and are shown where it is signed.
 */
export const nonceNext: Check<'safe transaction' | 'safe' | 'pending operations'> = {
  id: 'TX-05',
  title: 'Its nonce is the next, and it schedules nothing twice',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['safe transaction', 'safe', 'pending operations'],
  incident:
    'Radiant, 2024-10-16, 50 million: malware had the signers sign something else than they saw, and showed them failures so that they signed again.',
  remedy:
    'Find out what became of the first one before signing again, and replace what is signed and no longer wanted by executing something else under its nonce.',
  run: ({ 'safe transaction': { nonce, data }, safe, 'pending operations': pending }) => {
    const evidence = [
      { where: 'nonce of the transaction', what: String(nonce) },
      { where: 'next nonce of the Safe', what: String(safe.nonce) },
    ]
    if (nonce < safe.nonce) {
      const detail = 'Its nonce is used: it has been executed or replaced, and cannot be executed.'
      return { verdict: 'fail', detail, evidence }
    }
    const ordered = decodeTimelockCall(data)
    const id = ordered?.kind === 'schedule' ? ordered.id : undefined
    if (id && pending.some((operation) => operation.id === id)) {
      const detail = 'The operation that it schedules is scheduled already.'
      return { verdict: 'fail', detail, evidence: [{ where: id, what: 'is pending' }, ...evidence] }
    }
    const before = nonce - safe.nonce
    if (before === 0n) return { verdict: 'pass', detail: 'Nothing comes before it.', evidence }
    const detail =
      before === 1n
        ? '1 transaction comes before it, and can change what it does.'
        : `${before} transactions come before it, and each can change what it does.`
    return { verdict: before > farAhead ? 'fail' : 'warn', detail, evidence }
  },
}
