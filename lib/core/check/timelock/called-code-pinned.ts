import type { Hash } from 'viem'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { CalledCode } from './called-code'

/** TL-05. Whether other code can stand at an address that is called by the time it is called. */
export const calledCodePinned: Check<'calls' | 'called code', 'pinned code hashes'> = {
  id: 'TL-05',
  title: 'The code of what is called is pinned',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['calls', 'called code'],
  // Without a dossier nothing is pinned, and what cannot change need not be.
  may: ['pinned code hashes'],
  incident:
    'Tornado Cash, 2023-05-20, control and 483,000 TORN: the proposal that had been voted on destroyed itself, and other code was made at its address before it was executed.',
  remedy: 'Pin the hash of the code in the dossier, or call a contract that cannot change.',
  run: ({ calls, 'called code': codes, 'pinned code hashes': pinned }) => {
    // A transfer of ether alone runs no code that the patch relies on.
    const called = walkCalls(calls).filter(({ call }) => call.call.data !== '0x')
    if (called.length === 0) {
      const evidence = [{ where: 'calls', what: 'none carries data' }]
      return { verdict: 'not-applicable', detail: 'No code is called.', evidence }
    }
    const judged = called.map(({ path, call: { call } }): Judged => {
      const key = call.target.toLowerCase()
      const code = codes.get(key)
      const { verdict, what } = code ? standing(code, pinned?.get(key)) : unread
      return { verdict, where: path, what: `${call.target} ${what}` }
    })
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const few = judged.filter((one) => one.verdict === verdict).length
    return {
      verdict,
      detail: `${few} of ${judged.length} ${details[verdict]}`,
      evidence: judged.map(({ where, what }) => ({ where, what })),
    }
  },
}

type Judged = FindingEvidence & { readonly verdict: Verdict }

const unread = { verdict: 'unknown', what: 'was not read' } as const

const details: Readonly<Record<Verdict, string>> = {
  pass: 'calls go to code that is pinned, the protocol’s own, or has no known way to change.',
  warn: 'calls go to proxies of others, who may upgrade them.',
  fail: 'calls go to code that can be another by then.',
  unknown: 'calls go to code that was not read.',
  'not-applicable': '',
}

function standing(
  { account, mayEnd, layers, name }: CalledCode,
  pinned: Hash | undefined,
): { readonly verdict: Verdict; readonly what: string } {
  if (account.kind === 'delegated') {
    return { verdict: 'fail', what: 'is an account whose owner chooses its code' }
  }
  if (account.kind === 'none') return { verdict: 'fail', what: 'has no code yet' }
  if (pinned !== undefined) {
    return pinned === account.codeHash
      ? { verdict: 'pass', what: 'has the code that the dossier pins' }
      : { verdict: 'fail', what: 'has other code than the dossier pins' }
  }
  if (name !== undefined) {
    return { verdict: 'pass', what: `is ${visibleText(name, { maxLength: 60 })}` }
  }
  if (mayEnd) return { verdict: 'fail', what: 'can destroy itself and is not pinned' }
  const [layer] = layers
  return layer
    ? { verdict: 'warn', what: `is a proxy (${layer.pattern}) and is not pinned` }
    : { verdict: 'pass', what: 'can neither destroy itself nor forward' }
}
