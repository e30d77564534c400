import type { Client } from 'viem'
import { type GatherFactsParameters, gatherFacts } from '@/lib/actions/review/gather-facts'
import type { Workshop } from '@/lib/actions/review/review-code'
import type { CheckFacts, FactKind } from '@/lib/core/check/check-facts'
import { worstVerdict } from '@/lib/core/check/finding'
import { reviewFindings } from '@/lib/core/check/review-findings'
import type { FactLine, Report } from '@/lib/core/report/report'
import { reproduceLine } from '@/lib/core/report/reproduce-line'

/**
 * Reviews a patch at the block of the input: gathers what can be known and runs every check of the catalogue on it. What
 * cannot be read is unknown in the report.
 */
export async function reviewPatch(
  tools: { client: Client; workshop: Workshop },
  { input, chain }: GatherFactsParameters,
): Promise<Report> {
  const { patch, upgrades, abis, bundles, authority } = await gatherFacts(tools, { input, chain })
  const findings = reviewFindings({ patch, upgrades, reproduce: reproduceLine })
  return {
    schema: 'suture/report/1',
    input,
    abis,
    bundles,
    upgrades: upgrades.map(({ name, upgrade: { proxies, migration }, code, facts }, index) => ({
      name,
      proxies,
      migration,
      ...code,
      authority: authority.upgrades[index] ?? { rows: [], unread: [] },
      facts: factLines(facts),
    })),
    accounts: authority.accounts,
    facts: factLines(patch.facts),
    findings,
    verdict: worstVerdict(findings.map(({ verdict }) => verdict)),
  }
}

function factLines(facts: CheckFacts): FactLine[] {
  const entries = Object.entries(facts) as [FactKind, NonNullable<CheckFacts[FactKind]>][]
  return entries.map(([kind, fact]) =>
    fact.known
      ? { kind, known: true, anchor: fact.anchor }
      : { kind, known: false, reason: fact.reason },
  )
}
