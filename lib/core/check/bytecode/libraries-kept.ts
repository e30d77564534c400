import { zeroAddress } from 'viem'
import type { LinkedLibrary } from '@/lib/core/bytecode/verification'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { type NamedPair, pairByName } from './pair-by-name'
import { unprovedSources } from './unproved-sources'

/** BC-04. Whether the code that it delegates to, in its own storage, is the code that it delegated to before. */
export const librariesKept: Check<'old verification' | 'new verification'> = {
  id: 'BC-04',
  title: 'Linked libraries stay',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old verification', 'new verification'],
  remedy:
    'A library runs in the storage of the proxy: verify its code at the new address like that of the implementation.',
  run: (values) => {
    const { 'old verification': old, 'new verification': now } = values
    if (old.match === 'mismatch' || now.match === 'mismatch') return unprovedSources(old, now)
    const pairs = pairByName({
      from: old.libraries,
      to: now.libraries,
      nameOf: ({ library }) => library,
      ownerOf: ({ path }) => path,
    })
    if (pairs.length === 0) {
      const evidence = [{ where: 'runtime code', what: 'no libraries before and after' }]
      return { verdict: 'not-applicable', detail: 'No library is linked.', evidence }
    }
    const rows = pairs.map(judge)
    const verdict = worstVerdict(rows.map((row) => row.verdict))
    return { verdict, detail: details[verdict], evidence: rows.map(({ evidence }) => evidence) }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'Each is where it was.',
  warn: 'Not all of them were there before, or are there still.',
  fail: 'Some are not where they were.',
  unknown: 'Not all of them could be compared.',
  'not-applicable': 'No library is linked.',
}

type Row = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function judge({ was, now }: NamedPair<LinkedLibrary>): Row {
  const { path, library } = now ?? was ?? { path: '', library: '' }
  const where = visibleText(`${path}:${library}`, { maxLength: 200 })
  const row = (verdict: Verdict, what: string): Row => ({ verdict, evidence: { where, what } })
  if (!now) return row('warn', `is gone; it was ${was?.address}`)
  if (!now.consistent) return row('fail', 'is linked to several addresses')
  if (now.address === zeroAddress) return row('fail', 'was never linked')
  if (!was) return row('warn', `is new, at ${now.address}`)
  return was.address === now.address
    ? row('pass', `${now.address}, as before`)
    : row('fail', `${was.address} before, ${now.address} now`)
}
