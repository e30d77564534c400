import { makeReport } from '@/lib/actions/review/make-report'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { parseUint } from '@/lib/core/chain/parse-uint'
import { renderReportHtml } from '@/lib/core/report/render-report-html'
import { renderReportMarkdown } from '@/lib/core/report/render-report-markdown'
import type { Report } from '@/lib/core/report/report'
import { serializeReport } from '@/lib/core/report/serialize-report'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { openChain } from './open-chain'
import { openWorkshop } from './open-workshop'
import { readSubject } from './read-subject'
import { renderReportText } from './render-report-text'
import { failOnOption, isAtLeast, rpcOption, sourcesOption } from './review-options'

/** `suture review`: everything that can be known to be wrong with a patch, from a node alone. */
export const reviewCommand: Command = {
  name: 'review',
  summary: 'review a patch, an operation, a Safe transaction or an upgrade',
  positionals: ['<what>'],
  options: {
    rpc: rpcOption,
    sources: sourcesOption,
    block: {
      value: '<number>',
      summary: 'everything is read at this block; the latest by default',
    },
    timelock: { value: '<address>', summary: 'of the operation, where <what> is an operation id' },
    safe: { value: '<address>', summary: 'whose state belongs to it, where <what> names none' },
    'from-block': { value: '<number>', summary: 'first block of the timelock; 0 by default' },
    format: { choices: ['text', 'json', 'md', 'html'], summary: 'text by default' },
    'fail-on': failOnOption,
  },
  details: `<what> is the path of a dossier or of a Safe transaction (or - for standard input, or the JSON itself), the id
of an operation, or <proxy>=<new implementation>. What cannot be read is unknown, never a pass.
The JSON is canonical (RFC 8785): the same block gives the same bytes on any machine.`,
  run: async (parsed, io) => {
    const { options, positionals } = parsed
    const subjectOn = await readSubject(positionals[0] ?? '-', options, io)
    const workshop = openWorkshop(options)
    const { client, chainId, block } = await openChain(options)
    const { safe, 'from-block': from } = options
    const input = await resolveInput(client, {
      chainId,
      block,
      subject: subjectOn(chainId),
      safe: typeof safe === 'string' ? parseAddressOn(chainId, safe) : undefined,
      deploymentBlock: typeof from === 'string' ? Number(parseUint(from)) : 0,
    })
    const report = await makeReport({ client, workshop }, input)
    io.writeOut(render(report, options.format))
    return isAtLeast(report.verdict, options['fail-on']) ? exitCodes.verdict : exitCodes.done
  },
}

function render(report: Report, format: string | true | undefined): string {
  switch (format) {
    case 'json':
      return `${serializeReport(report)}\n`
    case 'md':
      return renderReportMarkdown(report)
    case 'html':
      return renderReportHtml(report)
    default:
      return renderReportText(report)
  }
}
