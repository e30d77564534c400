import type { Check } from '@/lib/core/check/check'

/** BC-07. Whether the code is still that which the dossier commits to. */
export const codePinned: Check<'upgrade' | 'accounts' | 'pinned code hashes'> = {
  id: 'BC-07',
  title: 'The new code is the code that was proposed',
  severity: 'critical',
  about: 'upgrade',
  kind: 'integrity',
  needs: ['upgrade', 'accounts', 'pinned code hashes'],
  incident:
    'Tornado Cash, 2023-05-20: a proposal destroyed itself and came back at the same address with other code, after the vote.',
  remedy: 'Do not sign. Find out who could replace the code at this address.',
  run: (values) => {
    const address = values.upgrade.to
    const account = values.accounts.get(address.toLowerCase())
    const pinned = values['pinned code hashes'].get(address.toLowerCase())
    if (!account || !pinned) {
      const what = account ? 'the dossier names no hash of this code' : 'the code was not read'
      return {
        verdict: 'unknown',
        detail: `Not checked: ${what}.`,
        evidence: [{ where: address, what }],
      }
    }
    const evidence = [
      { where: address, what: `proposed ${pinned}` },
      { where: address, what: `now ${account.codeHash}` },
    ]
    return pinned === account.codeHash
      ? { verdict: 'pass', detail: 'Its hash is the one in the dossier.', evidence }
      : { verdict: 'fail', detail: 'Other code stands there now.', evidence }
  },
}
