import type { Abi, Address, Hash } from 'viem'
import type * as z from 'zod/mini'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import { canonicalJson, NotCanonicalError } from '@/lib/core/canonical/canonical-json'
import { diffJson } from '@/lib/core/canonical/diff-json'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { FactKind } from '@/lib/core/check/check-facts'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import { describeReportIssue } from './describe-report-issue'
import type { FactLine, Report } from './report'
import { reportSchema } from './report-schema'
import type { ReviewedCode } from './reviewed-code'
import { serializeReport } from './serialize-report'

/** More would not be read. */
const shownIssues = 12

/** Characters. A report of a hundred upgrades with their layouts and live words is a tenth of it. */
const maximumLength = 32 * 1024 * 1024

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
 * Reads a report from its JSON, and all of it: nothing is dropped, so that what is shown of a report is what its hash is
 * of. Whether it is true is for whoever makes it again to find out; only the digest of the dossier within is computed
 * here, so that it can not be claimed.
 *
 * @throws InvalidReportError, InvalidAbiError, InvalidStorageLayoutError, InvalidDossierError
 */
export function parseReport(json: string): Report {
  if (json.length > maximumLength) {
    throw new InvalidReportError({ facts: [['Size', `more than ${maximumLength} characters`]] })
  }
  const value = parseJson(json)
  const canonical = canonicalOf(value)
  const report = readReport(readShape(value))
  const kept = serializeReport(report)
  if (kept !== canonical) throw new InvalidReportError({ facts: lostIn(value, JSON.parse(kept)) })
  return report
}

type WireReport = z.infer<typeof reportSchema>

function readShape(value: unknown): WireReport {
  const result = attempt(() => reportSchema.safeParse(value))
  if (result.success) return result.data
  throw new InvalidReportError({ facts: factsOf(result.error.issues) })
}

/** Zod hands on issues as arguments, of which an engine takes only so many. */
function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new InvalidReportError({ facts: [['report', 'Too much is wrong to tell it.']], cause })
  }
}

function readReport({ input, abis, bundles, facts, upgrades, ...report }: WireReport): Report {
  return {
    ...report,
    input: { ...input, patch: input.patch && hashPatch(input.patch) },
    abis: Object.fromEntries(Object.entries(abis).map(readAbi)),
    bundles: bundles && Object.fromEntries(Object.entries(bundles).map(readBundle)),
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

function readBundle([address, bundle]: [string, Hash]): [Address, Hash] {
  return [parseAddress(address), bundle]
}

type WireCode = WireReport['upgrades'][number]['to']

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

/** Half characters have no bytes to hash, and what is nested without end none that anybody could read. */
function canonicalOf(value: unknown): string {
  try {
    return canonicalJson(value)
  } catch (cause) {
    if (!(cause instanceof NotCanonicalError)) throw cause
    const [, where = ''] = cause.facts[0] ?? []
    const place = visibleText(where, { maxLength: 120 })
    throw new InvalidReportError({ facts: [[place, cause.shortMessage]], cause })
  }
}

function factsOf(issues: readonly z.core.$ZodIssue[]): ErrorFact[] {
  const facts = issues.slice(0, shownIssues).map(describeReportIssue)
  const left = issues.length - facts.length
  return left > 0 ? [...facts, ['…', `${left} more`]] : facts
}

/** What stands in the JSON and was read as something else, or as nothing. */
function lostIn(value: unknown, kept: unknown): ErrorFact[] {
  return diffJson(value, kept, shownIssues).map(
    ({ path, to }): ErrorFact => [
      visibleText(path, { maxLength: 120 }),
      to === undefined
        ? 'No member of a report.'
        : `It would be written ${visibleText(JSON.stringify(to), { maxLength: 80 })}.`,
    ],
  )
}
