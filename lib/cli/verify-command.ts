import { makeReport } from '@/lib/actions/review/make-report'
import { BaseError } from '@/lib/core/error/base-error'
import { compareReports } from '@/lib/core/report/compare-reports'
import { parseReport } from '@/lib/core/report/parse-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { alignRows } from './align-rows'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { openChain } from './open-chain'
import { openWorkshop } from './open-workshop'
import { readText } from './read-json'
import { rpcOption, sourcesOption } from './review-options'

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
    sources: sourcesOption,
    check: { value: '<id>', summary: 'compare only the findings of this check, e.g. TX-03' },
  },
  details: `Everything is read again at the block of the report, which needs a node that still has its state. Exit code 0
where every byte is the same, 1 where something differs: what, is printed.`,
  run: async ({ positionals, options }, io) => {
    const text = (await readText(positionals[0] ?? '-', io)).trim()
    const given = parseReport(text)
    const { number } = given.input.block
    const { client, chainId, block } = await openChain({ ...options, block: String(number) })
    const [told, found] = [given.input, { chainId, block }].map(
      (one) => `chain ${one.chainId}, block ${one.block.number} ${one.block.hash}`,
    )
    if (told !== found) throw new OtherChainError({ report: told ?? '', node: found ?? '' })
    const made = await makeReport({ client, workshop: openWorkshop(options) }, given.input)
    const { check } = options
    const differences = compareReports(given, made).filter(
      ({ where }) => typeof check !== 'string' || where.startsWith(check),
    )
    const hash = hashReport(serializeReport(made))
    const isSame = differences.length === 0 && (check !== undefined || hash === hashReport(text))
    const rows = differences.map(({ where, given: was, made: is }) => [
      where,
      `given ${was}`,
      `made ${is}`,
    ])
    io.writeOut(
      isSame
        ? `The same${typeof check === 'string' ? ` for ${check}` : ''}. Report ${hash}\n`
        : `${['It is not the same.', ...alignRows(rows, '  '), `Made here: report ${hash}`].join('\n')}\n`,
    )
    return isSame ? exitCodes.done : exitCodes.verdict
  },
}
