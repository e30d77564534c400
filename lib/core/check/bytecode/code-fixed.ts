import type { Check } from '@/lib/core/check/check'

/** BC-08. Whether what stands at the address of the new code can be replaced by whoever owns the address. */
export const codeFixed: Check<'upgrade' | 'accounts'> = {
  id: 'BC-08',
  title: 'The new implementation is a contract, and no account that delegates',
  severity: 'critical',
  about: 'upgrade',
  kind: 'integrity',
  needs: ['upgrade', 'accounts'],
  incident:
    'Tornado Cash, 2023-05-20: the code at an address that had been reviewed was not the code that was run.',
  remedy: 'Deploy the implementation as a contract of its own.',
  run: ({ upgrade, accounts }) => {
    const address = upgrade.to
    const account = accounts.get(address.toLowerCase())
    const evidenceOf = (what: string) => [{ where: address, what }]
    switch (account?.kind) {
      case undefined:
        return {
          verdict: 'unknown',
          detail: 'Not checked: the code was not read.',
          evidence: evidenceOf('was not read'),
        }
      case 'none':
        return {
          verdict: 'fail',
          detail: 'There is no code.',
          evidence: evidenceOf('an address without code'),
        }
      case 'delegated':
        return {
          verdict: 'fail',
          detail: 'Its owner can point it to other code at any time (EIP-7702).',
          evidence: evidenceOf(`delegates to ${account.delegate}`),
        }
      case 'contract':
        return {
          verdict: 'pass',
          detail: 'It is a contract. How it was made is not said by that.',
          evidence: evidenceOf(`${account.size} bytes`),
        }
    }
  },
}
