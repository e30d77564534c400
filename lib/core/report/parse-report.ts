import type { Abi, Address, Hash } from 'viem'
import type * as z from 'zod/mini'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { FactKind } from '@/lib/core/check/check-facts'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { FactLine, Report } from './report'
import { reportSchema } from './report-schema'
import type { ReviewedCode } from './reviewed-code'

/** More would not be read. */
const shownIssues = 12

/** Each fact names a member and what is wrong with it. */
export class InvalidReportError extends BaseError {
  override readonly name = 'InvalidReportError'
  constructor({ facts, cause }: { facts: readonly ErrorFact[]; cause?: unknown }) {
    super('This is not a report of a review.', {
      facts,
      hint: 'suture review --format json writes one; public/schema/report-1.json describes it.',
      cause,
    })
  }
}

/**
 * Reads a report from its JSON. Whether it is true is for whoever makes it again to find out; only the digest of the
 * dossier within is computed here, so that it can not be claimed.
 *
 * @throws InvalidReportError, InvalidAbiError, InvalidStorageLayoutError, InvalidDossierError
 */
export function parseReport(json: string): Report {
  const result = reportSchema.safeParse(parseJson(json))
  if (!result.success) throw new InvalidReportError({ facts: factsOf(result.error.issues) })
  const { input, abis, facts, upgrades, ...report } = result.data
  return {
    ...report,
    input: { ...input, patch: input.patch && hashPatch(input.patch) },
    abis: Object.fromEntries(Object.entries(abis).map(readAbi)),
    facts: facts.map(factLine),
    upgrades: upgrades.map(({ from, to, proxy, live, ...upgrade }) => ({
      ...upgrade,
      from: from && readCode(from),
      to: readCode(to),
      proxy: proxy && readCode(proxy),
      live: live.map(({ proxy, words }) => ({ proxy, words: readWords(words) })),
      facts: upgrade.facts.map(factLine),
    })),
  }
}

function readAbi([address, abi]: [string, unknown[]]): [Address, Abi] {
  return [parseAddress(address), parseAbi(abi)]
}

type WireCode = z.infer<typeof reportSchema>['upgrades'][number]['to']

function readCode({ sources, ...code }: WireCode): ReviewedCode {
  if (!sources.known) return { ...code, sources }
  const { abi, layout, ...told } = sources
  const read = { abi: parseAbi(abi), layout: layout && parseStorageLayout(layout) }
  return { ...code, sources: { ...told, ...read } }
}

function readWords(words: Readonly<Record<string, Hash>>): ReadonlyMap<bigint, Hash> {
  return new Map(Object.entries(words).map(([slot, word]) => [BigInt(slot), word]))
}

/** Which kinds there are depends on the version that wrote the report; here they are only shown. */
function factLine(line: { readonly kind: string } & Omit<FactLine, 'kind'>): FactLine {
  return line as FactLine & { readonly kind: FactKind }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message) : 'does not parse'
    throw new InvalidReportError({ facts: [['JSON', problem]], cause })
  }
}

function factsOf(issues: readonly z.core.$ZodIssue[]): ErrorFact[] {
  const facts = issues
    .slice(0, shownIssues)
    .map((issue): ErrorFact => [issue.path.map(String).join('.') || 'report', expectedType(issue)])
  const left = issues.length - facts.length
  return left > 0 ? [...facts, ['…', `${left} more`]] : facts
}
