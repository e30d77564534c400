import { type Address, type Hex, hexToBigInt, pad } from 'viem'
import type { ImmutableValue } from '@/lib/core/bytecode/verification'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { describeImmutable } from './describe-immutable'
import { type NamedPair, pairByName } from './pair-by-name'
import { unprovedSources } from './unproved-sources'

/** BC-03. Whether the values that the constructor wrote into the code are those of the code before. */
export const immutablesKept: Check<'old verification' | 'new verification' | 'upgrade'> = {
  id: 'BC-03',
  title: 'Immutables stay',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['old verification', 'new verification', 'upgrade'],
  incident:
    'Yearn yUSDT, 2023-04-13, 11.6 million: misconfigured since its deployment in 2020, and nobody had compared.',
  remedy: 'Compare each value with the one that was decided on; another one is another contract.',
  run: (values) => {
    const { 'old verification': old, 'new verification': now, upgrade } = values
    if (old.match === 'mismatch' || now.match === 'mismatch') return unprovedSources(old, now)
    const pairs = pairByName({
      from: old.immutables,
      to: now.immutables,
      nameOf: ({ name }) => name,
      ownerOf: ({ contract }) => contract,
    })
    if (pairs.length === 0) {
      const evidence = [{ where: 'runtime code', what: 'no immutables before and after' }]
      return { verdict: 'not-applicable', detail: 'There are no immutables.', evidence }
    }
    const rows = pairs.map((pair) => judge(pair, upgrade))
    const verdict = worstVerdict(rows.map((row) => row.verdict))
    return { verdict, detail: details[verdict], evidence: rows.map(({ evidence }) => evidence) }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'Each holds what it held.',
  warn: 'Not all of them were there before, or are there still.',
  fail: 'Some hold other values than before.',
  unknown: 'Not all of them could be compared.',
  'not-applicable': 'There are no immutables.',
}

type Row = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function judge({ was, now }: NamedPair<ImmutableValue>, upgrade: ReviewedUpgrade): Row {
  const { contract, name } = now ?? was ?? { contract: '', name: '' }
  const where = visibleText(contract ? `${contract}.${name}` : name, { maxLength: 200 })
  const row = (verdict: Verdict, what: string): Row => ({ verdict, evidence: { where, what } })
  if (!now) return row('warn', `is gone; it held ${was ? describeImmutable(was) : 'a value'}`)
  const value = describeImmutable(now)
  if (!now.consistent) return row('fail', 'its copies in the code differ')
  if (!was) return row('warn', `is new and holds ${value}`)
  // The address of the code itself is another in each deployment, and means the same.
  const isOwn = holds(now.value, upgrade.to)
  if (isOwn && !upgrade.from) return row('unknown', 'its own address; what ran before is not known')
  const wasOwn = holds(was.value, upgrade.from?.address)
  if (isOwn && wasOwn) return row('pass', 'its own address')
  if (wasOwn) return row('fail', `its own address before, ${value} now`)
  if (was.value !== now.value) return row('fail', `${describeImmutable(was)} before, ${value} now`)
  if (was.type !== now.type)
    return row('warn', `${value}, as ${was.type} before and ${now.type} now`)
  return row('pass', `${value}, as before`)
}

function holds(value: Hex, address: Address | undefined): boolean {
  return address !== undefined && hexToBigInt(value) === hexToBigInt(pad(address))
}
