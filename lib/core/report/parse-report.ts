import type { Hash } from 'viem'
import type * as z from 'zod/mini'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import type { FactKind } from '@/lib/core/check/check-facts'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import { readAbis, readBundles } from './read-abis'
import { readDocument } from './read-document'
import type { FactLine, Report } from './report'
import { reportSchema } from './report-schema'
import type { ReviewedCode } from './reviewed-code'
import { serializeReport } from './serialize-report'

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
  return readDocument(json, {
    noun: 'report',
    schema: reportSchema,
    read: readReport,
    serialize: serializeReport,
    refuse: (why) => new InvalidReportError(why),
  })
}

type WireReport = z.infer<typeof reportSchema>

function readReport({ input, abis, bundles, facts, upgrades, ...report }: WireReport): Report {
  return {
    ...report,
    input: { ...input, patch: input.patch && hashPatch(input.patch) },
    abis: readAbis(abis),
    bundles: readBundles(bundles),
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
