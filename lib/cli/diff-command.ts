import type { Command, CommandIo } from './command'
import { buildDiffReport, type DiffReport } from './diff-report'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import type { ParsedArguments } from './parse-arguments'
import { type Artifact, parseArtifact } from './parse-artifact'
import { parseLiveValues } from './parse-live-values'
import { readJson } from './read-json'
import { renderDiffMarkdown } from './render-diff-markdown'
import { renderDiffText } from './render-diff-text'
import { failOnOption, isAtLeast } from './review-options'

/** `suture diff`: what an upgrade changes for storage and callers, and the checks that follow from it. */
export const diffCommand: Command = {
  name: 'diff',
  summary: 'compare storage and ABI of two implementations',
  positionals: ['<old artifact>', '<new artifact>'],
  options: {
    proxy: { value: '<artifact>', summary: 'of the proxy in front, for clashes of selectors' },
    live: { value: '<json>', summary: 'words of the proxy’s storage by slot, for live values' },
    format: { choices: ['text', 'json', 'md'], summary: 'text by default' },
    'fail-on': failOnOption,
  },
  details: `An artifact is a file of Foundry or Hardhat, or the output of solc or a build-info with the name of the
contract behind the path: out.json:Vault. It needs storageLayout among its outputs.
What is missing makes its checks unknown, never a pass. Order of verdicts: fail, unknown, warn, pass.`,
  run: async (parsed, io) => {
    const report = await readReport(parsed, io)
    io.writeOut(render(report, parsed.options.format))
    return isAtLeast(report.verdict, parsed.options['fail-on']) ? exitCodes.verdict : exitCodes.done
  },
}

async function readReport(
  { positionals: [from = '', to = ''], options }: ParsedArguments,
  io: CommandIo,
): Promise<DiffReport> {
  const { proxy, live } = options
  return buildDiffReport({
    from: await readArtifact(from, io),
    to: await readArtifact(to, io),
    proxy: typeof proxy === 'string' ? await readArtifact(proxy, io) : undefined,
    liveValues:
      typeof live === 'string'
        ? {
            known: true,
            value: [{ words: parseLiveValues(await readJson(live, io)) }],
            anchor: 'third-party',
          }
        : undefined,
    reproduce: reproduceLine([from, to], options),
  })
}

async function readArtifact(argument: string, io: CommandIo): Promise<Artifact> {
  const [, path = argument, contract] = /^(.+\.json):(.+)$/s.exec(argument) ?? []
  const file = path.replace(/^.*[/\\]/s, '').replace(/\.json$/, '')
  const name = path === '-' ? 'standard input' : file
  return parseArtifact(await readJson(path, io), { name, contract })
}

/** Without the format, which changes nothing of what is found. */
function reproduceLine(
  positionals: readonly string[],
  options: ParsedArguments['options'],
): string {
  const given = ['proxy', 'live'].flatMap((name) => {
    const value = options[name]
    return typeof value === 'string' ? [`--${name}`, value] : []
  })
  return ['npx suture diff', ...[...positionals, ...given].map(quote)].join(' ')
}

function quote(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function render(report: DiffReport, format: string | true | undefined): string {
  switch (format) {
    case 'json':
      return jsonText(report)
    case 'md':
      return renderDiffMarkdown(report)
    default:
      return renderDiffText(report)
  }
}
