import { visibleText } from '@/lib/core/chain/visible-text'
import type { Command, CommandIo } from './command'
import { decodeCommand } from './decode-command'
import { describeError } from './describe-error'
import { diffCommand } from './diff-command'
import { exitCodes } from './exit-codes'
import { exportCommand } from './export-command'
import { hashOperationCommand, hashPatchCommand, hashSafeTx } from './hash-commands'
import { hashSourcesCommand } from './hash-sources-command'
import { describeCommand, listCommands } from './help-text'
import { importCommand } from './import-command'
import { instanceCommand } from './instance-command'
import { parseArguments, UsageError } from './parse-arguments'
import { queueCommand } from './queue-command'
import { replayCommand } from './replay-command'
import { reviewCommand } from './review-command'
import { simulateCommand } from './simulate-command'
import { timelockCommand } from './timelock-command'
import { verifyCommand } from './verify-command'
import { watchCommand } from './watch-command'

const commands: readonly Command[] = [
  hashSafeTx,
  hashOperationCommand,
  hashPatchCommand,
  hashSourcesCommand,
  decodeCommand,
  diffCommand,
  reviewCommand,
  simulateCommand,
  replayCommand,
  timelockCommand,
  verifyCommand,
  queueCommand,
  watchCommand,
  instanceCommand,
  exportCommand,
  importCommand,
]

/**
 * Runs one command line. Never throws: what goes wrong is written to the stream of errors.
 *
 * @param argv Without the names of node and of the script.
 * @returns the exit code.
 */
export async function runSuture(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    const { text, code } = describeError(error)
    io.writeError(text)
    return code
  }
}

async function dispatch(argv: readonly string[], io: CommandIo): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, i) => argv[i] === word))
  const wantsHelp = isHelp(argv)
  if (command === undefined) {
    const group = commands.filter(({ name }) => name.split(' ')[0] === argv[0])
    if (!wantsHelp && argv.length > 0) throw unknownCommand(argv, group)
    io.writeOut(listCommands(group.length > 0 ? group : commands))
    return exitCodes.done
  }
  if (wantsHelp) {
    io.writeOut(describeCommand(command))
    return exitCodes.done
  }
  const rest = argv.slice(command.name.split(' ').length)
  const hint = `suture ${command.name} --help says what it takes.`
  return await command.run(parseArguments(rest, command, hint), io)
}

/** Not behind `--`, where everything is an argument. */
function isHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  const own = end < 0 ? argv : argv.slice(0, end)
  return own.includes('--help') || own.includes('-h') || argv[0] === 'help'
}

function unknownCommand(argv: readonly string[], group: readonly Command[]): UsageError {
  return new UsageError('There is no such command.', {
    facts: [
      ['Got', visibleText(argv.slice(0, 2).join(' '), { maxLength: 60 })],
      ['Has', (group.length > 0 ? group : commands).map(({ name }) => name).join(', ')],
    ],
    hint: 'suture --help lists them.',
  })
}
