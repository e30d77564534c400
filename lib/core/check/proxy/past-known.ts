import { isAddressEqual } from 'viem'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { PastUpgrade } from '@/lib/core/proxy/past-upgrade'
import type { PastImplementation } from './past-implementation'

type Needs = 'upgrade' | 'upgrade history' | 'past implementations'

/** Seconds. */
const oneDay = 86_400n

/** PX-07. Whether what ran here before left only what can be looked up. */
export const pastKnown: Check<Needs> = {
  id: 'PX-07',
  title: 'Earlier implementations are known',
  severity: 'medium',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'upgrade history', 'past implementations'],
  incident:
    'Munchables, 2024-03-26, 62 million, given back: an earlier implementation without published sources had written a balance into storage before the clean one came. Kinto, 2025-07, 1.55 million: proxies were taken over right after their deployment, months before it was used.',
  remedy: 'Read what the earlier implementation could write, and who put it there.',
  run: ({
    upgrade,
    'upgrade history': { of, fromBlock, upgrades },
    'past implementations': past,
  }) => {
    const last = upgrades.at(-1)
    if (!last || !upgrade.from) {
      const what = last ? 'what runs now is not known' : 'told of no upgrade, not even the first'
      const detail = 'The events do not say what ran before.'
      return { verdict: 'unknown', detail, evidence: [{ where: of, what }] }
    }
    const now = upgrade.from.address
    if (!isAddressEqual(last.implementation, now)) {
      const evidence = [
        { where: of, what: `the last event names ${last.implementation}` },
        { where: of, what: `${now} runs` },
      ]
      return { verdict: 'fail', detail: 'The events and the storage disagree.', evidence }
    }
    const judged = upgrades.map((one, at) => judge(one, upgrades[at + 1], past))
    const verdict = worstVerdict(judged.map((one) => one.verdict))
    const wrong = judged.filter((one) => one.verdict === verdict).length
    return {
      verdict,
      detail: `${wrong} of ${judged.length} ${details[verdict]} The events since block ${fromBlock} were read.`,
      evidence: judged.map(({ where, what }) => ({ where, what })),
    }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: 'implementations ran for a day or more, and are published.',
  warn: 'ran for less than a day.',
  fail: 'cannot be looked up any more, or never could.',
  unknown: 'could not be looked up.',
  'not-applicable': '',
}

type Judged = FindingEvidence & { readonly verdict: Verdict }

function judge(
  { implementation, at }: PastUpgrade,
  next: PastUpgrade | undefined,
  past: readonly PastImplementation[],
): Judged {
  const where = `block ${at.blockNumber}`
  const ran = next && next.at.blockTimestamp - at.blockTimestamp
  const time = ran === undefined ? 'runs now' : `ran for ${tellSeconds(ran)}`
  const told = (verdict: Verdict, what: string): Judged => ({
    verdict,
    where,
    what: `${implementation} ${time}${what}`,
  })
  const found = past.find(({ address }) => isAddressEqual(address, implementation))
  if (!found) return told('unknown', '; its code was not read')
  if (found.account.kind !== 'contract') return told('fail', '; its code is gone')
  // Whether the one that runs now is published, BC-01 says of all sides.
  if (next && !found.verified.known) return told('unknown', `; ${found.verified.reason}`)
  if (next && found.verified.known && !found.verified.value) {
    return told('fail', '; its sources are not published')
  }
  return told(ran !== undefined && ran < oneDay ? 'warn' : 'pass', '')
}
