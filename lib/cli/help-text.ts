import { alignRows } from './align-rows'
import type { Command } from './command'

/** What `suture --help` prints. */
export function listCommands(commands: readonly Command[]): string {
  const rows = commands.map((command) => [usageOf(command), command.summary])
  return `${[
    'Reads and recomputes what a signer is asked to trust. No server, no database, no key; review and verify ask one node.',
    '',
    ...alignRows(rows, '  '),
    '',
    'suture <command> --help says what each takes.',
    'Exit codes: 0 done, 1 at or above --fail-on or not the same, 2 wrong command line, 3 unreadable input, 70 our mistake.',
  ].join('\n')}\n`
}

/** What `suture <command> --help` prints. */
export function describeCommand(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => [
    `--${name}${option.choices ? ` ${option.choices.join('|')}` : option.value ? ` ${option.value}` : ''}`,
    option.summary,
  ])
  return `${[
    `suture ${usageOf(command)} [options]`,
    '',
    `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`,
    '',
    ...alignRows(options, '  '),
    '',
    command.details,
  ].join('\n')}\n`
}

function usageOf({ name, positionals }: Command): string {
  return [name, ...positionals].join(' ')
}
