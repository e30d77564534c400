import type { Hash } from 'viem'
import { makeReport } from '@/lib/actions/review/make-report'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { compareReports, type ReportDifference } from '@/lib/core/report/compare-reports'
import { inputConflicts } from '@/lib/core/report/input-conflicts'
import { parseReport } from '@/lib/core/report/parse-report'
import type { Report } from '@/lib/core/report/report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { alignRows } from './align-rows'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { openChain } from './open-chain'
import { openWorkshop } from './open-workshop'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { readText } from './read-json'
import { namedSourcesOption, rpcOption } from './review-options'

/** The report is of another chain than the node. */
export class OtherChainError extends BaseError {
  override readonly name = 'OtherChainError'
  constructor({ report, node }: { report: string; node: string }) {
    super('The report is of another chain than the node serves.', {
      facts: [
        ['Report', report],
        ['Node', node],
      ],
      hint: 'Give a node of the chain of the report, with --rpc.',
    })
  }
}

/** `suture verify`: makes a report again and says what differs. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'make a report again, and compare',
  positionals: ['<report.json|->'],
  options: {
    rpc: rpcOption,
    sources: namedSourcesOption,
    check: { value: '<id>', summary: 'compare only the findings of this check, e.g. TX-03' },
  },
  details: `Everything is read again at the block of the report, which needs a node that still has its state. Exit code 0
where every byte is the same, 1 where something differs: what, is printed. What an instance gives as sources is checked
by its hash, so it need not be trusted.`,
  run: async ({ positionals, options }, io) => {
    const text = (await readText(positionals[0] ?? '-', io)).trim()
    const given = parseReport(text)
    const check = parseCheck(options.check, given)
    const conflicts = inputConflicts(given.input)
    if (conflicts.length > 0) {
      io.writeOut(describeDifferences('It is a report of two things at once.', conflicts))
      return exitCodes.verdict
    }
    const made = await makeAgain(given, options)
    const hash = hashReport(serializeReport(made))
    const differences = differencesOf({ given, made, check, text, hash })
    if (differences.length > 0) {
      const told = describeDifferences('It is not the same.', differences)
      io.writeOut(`${told}Made here: report ${hash}\n${hintFor(given, options.sources)}`)
      return exitCodes.verdict
    }
    io.writeOut(`The same${check ? ` for ${check}` : ''}. Report ${hash}\n`)
    return exitCodes.done
  },
}

type Options = ParsedArguments['options']
type Row = Pick<ReportDifference, 'where' | 'given' | 'made'>

/** A check that nobody ever ran would differ in nothing. */
function parseCheck(check: Options[string] | undefined, { findings }: Report): string | undefined {
  if (typeof check !== 'string') return undefined
  if (findings.some((finding) => finding.check === check)) return check
  throw new UsageError('The report has no finding of that check.', {
    facts: [['Got', visibleText(check, { maxLength: 60 })]],
    hint: 'Give its id as the report has it, e.g. TX-03, or leave --check out to compare everything.',
  })
}

async function makeAgain(given: Report, options: Options): Promise<Report> {
  const workshop = openWorkshop(options, given)
  const { number } = given.input.block
  const { client, chainId, block } = await openChain({ ...options, block: String(number) })
  const [told, found] = [given.input, { chainId, block }].map(
    (one) => `chain ${one.chainId}, block ${one.block.number} ${one.block.hash}`,
  )
  if (told !== found) throw new OtherChainError({ report: told ?? '', node: found ?? '' })
  return await makeReport({ client, workshop }, given.input)
}

function differencesOf({
  given,
  made,
  check,
  text,
  hash,
}: {
  given: Report
  made: Report
  check: string | undefined
  text: string
  hash: Hash
}): Row[] {
  const differences = compareReports(given, made)
  if (check) return differences.filter((one) => one.check === check)
  if (differences.length > 0 || hashReport(text) === hash) return differences
  const spaced = 'the same JSON, but not written canonically'
  return [{ where: 'bytes', given: `${spaced}: ${hashReport(text)}`, made: hash }]
}

function describeDifferences(title: string, differences: readonly Row[]): string {
  const rows = differences.map(({ where, given, made }) => [
    where,
    `given ${given}`,
    `made ${made}`,
  ])
  return `${[title, ...alignRows(rows, '  ')].join('\n')}\n`
}

function hintFor({ upgrades }: Report, sources: Options[string] | undefined): string {
  const codes = upgrades.flatMap(({ from, to, proxy }) => [from, to, proxy])
  if (sources !== undefined || !codes.some((code) => code?.sources.known)) return ''
  return 'The report was made with sources. Give them with --sources <folder or URL of an instance>.\n'
}
