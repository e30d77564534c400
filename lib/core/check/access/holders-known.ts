import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { RoleHolder } from './role-holder'

/** AC-08. Whether power lies with contracts that are known, or with single keys. */
export const holdersKnown: Check<'role holders'> = {
  id: 'AC-08',
  title: 'Privileged roles are held by contracts that are known',
  severity: 'medium',
  about: 'patch',
  kind: 'judgement',
  needs: ['role holders'],
  incident:
    'Infini, 2025-02-24, 49.5 million: a developer who had left still held a role. zkSync, 2025-04-13, about 5 million: one key administered the contracts of the airdrop.',
  remedy: 'Hand each role to the Safe, the timelock or the guardian, and take it from all others.',
  run: ({ 'role holders': holders }) => {
    if (holders.length === 0) {
      const evidence = [{ where: 'roles', what: 'no holder was found' }]
      return { verdict: 'unknown', detail: 'Who holds power is not known.', evidence }
    }
    const judged = holders.map(judge)
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const few = judged.filter((one) => one.verdict === verdict).length
    return {
      verdict,
      detail: `${few} of ${judged.length} ${details[verdict]}`,
      evidence: judged.map(({ where, what }) => ({ where, what })),
    }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'holders are contracts that are known.',
  warn: 'holders need a look.',
  fail: 'holders are single keys.',
  unknown: 'holders are not known.',
  'not-applicable': '',
}

type Judged = FindingEvidence & { readonly verdict: Verdict }

function judge(holder: RoleHolder): Judged {
  const { role, over, account, name } = holder
  const { verdict, what } = standing(holder)
  const called = name === undefined ? '' : ` (${visibleText(name, { maxLength: 60 })})`
  return {
    verdict,
    where: `${role} of ${over}`,
    what: `${account?.address ?? 'whom it obeys'}${called} ${what}`,
  }
}

function standing({ role, account, name, safe }: RoleHolder): { verdict: Verdict; what: string } {
  // Who can only stop what others order can do no more than delay it.
  const single = role === 'canceller' ? 'warn' : 'fail'
  switch (account?.kind) {
    case undefined:
      return { verdict: 'unknown', what: 'could not be read' }
    case 'none':
      return { verdict: single, what: 'is a single key' }
    case 'delegated':
      return { verdict: single, what: 'is a single key that lends itself code' }
    case 'contract':
      if (safe) {
        const of = `is a Safe of ${safe.threshold} in ${safe.owners}`
        // Whoever only stops may be quick: that a guardian needs one signature is a choice.
        return safe.threshold < 2 && role !== 'canceller'
          ? { verdict: single, what: `${of}: a single key` }
          : { verdict: 'pass', what: of }
      }
      return name === undefined
        ? { verdict: 'warn', what: 'is a contract that nobody named' }
        : { verdict: 'pass', what: 'is a contract' }
  }
}
