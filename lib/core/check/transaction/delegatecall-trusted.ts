import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { isTrustedDelegatecall } from '@/lib/core/safe/is-trusted-delegatecall'

/** TX-01. Whether the Safe lends its storage to code that could replace the Safe itself. */
export const delegatecallTrusted: Check<'safe transaction' | 'accounts'> = {
  id: 'TX-01',
  title: 'The Safe delegates to no unknown code',
  severity: 'critical',
  about: 'patch',
  kind: 'integrity',
  needs: ['safe transaction', 'accounts'],
  incident:
    'Bybit, 2025-02-21, 1.46 billion: one delegatecall wrote slot 0 of the Safe, and with it the code that every later signature is checked by.',
  remedy: 'Send it as a call, or through a published MultiSendCallOnly.',
  run: (values) => {
    const { operation, target, data } = values['safe transaction']
    if (operation === 'call') {
      return { verdict: 'pass', detail: 'It is a call, not a delegatecall.', evidence: [] }
    }
    const where = `delegatecall to ${target}`
    const account = values.accounts.get(target.toLowerCase())
    if (!account) {
      const what = 'which code stands there was not read'
      return { verdict: 'unknown', detail: `Not checked: ${what}.`, evidence: [{ where, what }] }
    }
    if (isTrustedDelegatecall({ to: target, codeHash: account.codeHash, data })) {
      const detail =
        'It goes to a published MultiSend, by address and by code, and carries calls only.'
      return { verdict: 'pass', detail, evidence: [{ where, what: account.codeHash }] }
    }
    const what = visibleText(
      `code ${account.codeHash} is none that is known to keep the Safe as it is`,
    )
    return {
      verdict: 'fail',
      detail: 'The Safe would run foreign code in its own storage.',
      evidence: [{ where, what }],
    }
  },
}
