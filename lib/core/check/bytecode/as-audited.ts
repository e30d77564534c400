import type { Hash } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { Audit } from '@/lib/core/source/audit'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { hashSources } from '@/lib/core/source/hash-sources'

/** BC-11. Whether the code comes from sources that somebody has audited, to the byte. */
export const asAudited: Check<'audits' | 'new contract'> = {
  id: 'BC-11',
  title: 'The sources are those that were audited',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['audits', 'new contract'],
  incident:
    'Compound 117, 2022-08-30, 830 million frozen for a week: three audits, and the code that was deployed 26 days later was not what they had read.',
  remedy: 'Have the difference audited, or deploy what was.',
  run: ({ audits, 'new contract': contract }) => {
    const { sourceHash, files } = hashSources(bundleOf(contract))
    const computed = { where: contract.name, what: `source hash ${sourceHash}` }
    const own = audits.filter((audit) => audit.sourceHash.toLowerCase() === sourceHash)
    if (own.length > 0) {
      const detail = `${own.length} of ${audits.length} audits are of exactly these sources.`
      return { verdict: 'pass', detail, evidence: [...own.map(describeAudit), computed] }
    }
    const closest = audits.toSorted((a, b) => sharedWith(files, b) - sharedWith(files, a))[0]
    const differences = closest?.files ? differencesTo(closest.files, files) : []
    return {
      verdict: 'fail',
      detail: `None of ${audits.length} audits is of these sources.`,
      evidence: [
        ...(closest ? [describeAudit(closest)] : []),
        ...bounded(differences),
        ...audits
          .filter((audit) => audit !== closest)
          .map(describeAudit)
          .slice(0, mostShown),
        computed,
      ],
    }
  },
}

function bundleOf({ path, name, compiler, sources, settings = {} }: CompiledContract) {
  const language = path.endsWith('.vy') ? 'Vyper' : 'Solidity'
  return { language, compiler, contract: { path, name }, sources, settings } as const
}

function describeAudit({ auditor, report, sourceHash }: Audit): FindingEvidence {
  const what = [`audited ${sourceHash}`, ...(report ? [report] : [])].join(', ')
  return {
    where: visibleText(auditor, { maxLength: 80 }),
    what: visibleText(what, { maxLength: 300 }),
  }
}

type Files = Readonly<Record<string, Hash>>

function sharedWith(files: Files, { files: audited = {} }: Audit): number {
  return Object.entries(files).filter(([path, hash]) => fileIn(audited, path) === hash).length
}

function differencesTo(audited: Files, files: Files): FindingEvidence[] {
  const told = (path: string, what: string) => ({
    where: visibleText(path, { maxLength: 200 }),
    what,
  })
  const changed = Object.entries(files).flatMap(([path, hash]) => {
    const before = fileIn(audited, path)
    if (before === hash) return []
    return [told(path, before ? 'differs from what was audited' : 'was not audited')]
  })
  const missing = Object.keys(audited).filter((path) => fileIn(files, path) === undefined)
  return [...changed, ...missing.map((path) => told(path, 'was audited, and is not used'))]
}

/** Paths are what somebody wrote, `constructor` among them. */
function fileIn(files: Files, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path]?.toLowerCase() : undefined
}

const mostShown = 24

function bounded(differences: readonly FindingEvidence[]): FindingEvidence[] {
  const more = differences.length - mostShown
  const rest = more > 0 ? [{ where: 'sources', what: `${more} more files differ` }] : []
  return [...differences.slice(0, mostShown), ...rest]
}
