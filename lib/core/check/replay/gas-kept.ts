import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { unseenOf } from '@/lib/core/replay/judge-replay'
import type { GasRow, Replay } from '@/lib/core/replay/replay'
import { comparedOf } from './replay-evidence'

/** Per mille by which the gas of a function may grow on average, before people are asked and before it fails. */
const bounds = { warn: 20n, fail: 100n } as const

/** Lines of evidence. */
const told = 12

/** DR-04. Whether what users do costs what it did. */
export const gasKept: Check<'replay'> = {
  id: 'DR-04',
  title: 'Gas stays',
  severity: 'medium',
  about: 'patch',
  kind: 'judgement',
  needs: ['replay'],
  incident:
    'A class, no single incident: callers that hand on a fixed amount of gas, and loops that outgrow a block.',
  remedy: 'Find what grew; callers with a fixed amount of gas may no longer get through.',
  run: ({ replay }) => judgeGas(replay),
}

function judgeGas(replay: Replay): Judgement {
  const rows = replay.gas.map((row) => ({ row, growth: growthOf(row) }))
  const grown = rows
    .filter(({ growth }) => growth > bounds.warn)
    .toSorted((a, b) => Number(b.growth - a.growth))
  const evidence = grown.slice(0, told).map(({ row, growth }) => gasEvidence(row, growth))
  const worst = grown[0]?.growth ?? 0n
  if (worst > bounds.fail) {
    const detail = `A function uses ${perCent(worst)} more gas on average; ${perCent(bounds.fail)} are accepted.`
    return { verdict: 'fail', detail, evidence }
  }
  const unseen = unseenOf(replay)
  if (unseen.length > 0) {
    const lines = unseen.map((what) => ({ where: 'replay', what: visibleText(what) }))
    const detail = `No more than ${perCent(bounds.fail)} in ${comparedOf(replay)} transactions; not all could be seen.`
    return { verdict: 'unknown', detail, evidence: [...lines.slice(0, told), ...evidence] }
  }
  if (worst > 0n) {
    const detail = `A function uses ${perCent(worst)} more gas on average.`
    return { verdict: 'warn', detail, evidence }
  }
  const detail = `No function uses more than ${perCent(bounds.warn)} more gas on average, in ${comparedOf(replay)} transactions.`
  return { verdict: 'pass', detail, evidence }
}

/** Per mille. */
function growthOf({ before, after }: GasRow): bigint {
  return before === 0n ? 0n : ((after - before) * 1_000n) / before
}

function perCent(perMille: bigint): string {
  return `${perMille / 10n}.${perMille % 10n} %`
}

function gasEvidence(row: GasRow, growth: bigint): FindingEvidence {
  const { selector, proxy, transactions, before, after, worst } = row
  const count = BigInt(transactions)
  const mean = `${before / count} → ${after / count} gas on average of ${transactions}`
  const most = `at most ${worst.before} → ${worst.after} in ${worst.hash}`
  return { where: `${selector} of ${proxy}`, what: `+${perCent(growth)}: ${mean}; ${most}` }
}
