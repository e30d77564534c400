import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** What a command takes. An option with `value` wants one; with `choices` one of these; else it is a flag. */
export type ArgumentSpec = {
  /** Names of the positional arguments, all required, e.g. `<old artifact>`. */
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, OptionSpec>>
}

export type OptionSpec = {
  /** How its value is called in the help, e.g. `<address>`. Absent for a flag. */
  readonly value?: string | undefined
  readonly choices?: readonly string[] | undefined
  readonly summary: string
}

export type ParsedArguments = {
  readonly positionals: readonly string[]
  /** Values by name; of a flag `true`. */
  readonly options: Readonly<Record<string, string | true>>
}

/** A command line that no command understands. */
export class UsageError extends BaseError {
  override readonly name = 'UsageError'
  constructor(what: string, { facts, hint }: { facts?: readonly ErrorFact[]; hint: string }) {
    super(what, { facts, hint })
  }
}

/**
 * Reads the arguments behind the name of a command: positionals and options in any order, `--name value` or
 * `--name=value`, nothing but positionals behind `--`. A single `-` is a positional.
 *
 * @param hint Where help is, e.g. `suture diff --help lists what it takes.`
 * @throws UsageError for an option that is unknown, given twice, or lacks its value, and for too few or many positionals.
 */
export function parseArguments(
  argv: readonly string[],
  spec: ArgumentSpec,
  hint: string,
): ParsedArguments {
  const positionals: string[] = []
  const options = new Map<string, string | true>()
  const rest = [...argv]
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    if (next === '--') positionals.push(...rest.splice(0))
    else if (!next.startsWith('-') || next === '-') positionals.push(next)
    else {
      const [name, value] = readOption(next, rest, { spec, hint })
      if (options.has(name)) throw new UsageError(`--${name} is given twice.`, { hint })
      options.set(name, value)
    }
  }
  if (positionals.length !== spec.positionals.length) {
    throw new UsageError('That is not the number of arguments it takes.', {
      facts: [
        ['Takes', spec.positionals.join(' ')],
        ['Got', visibleText(positionals.join(' ') || 'none', { maxLength: 120 })],
      ],
      hint,
    })
  }
  return { positionals, options: Object.fromEntries(options) }
}

function readOption(
  text: string,
  rest: string[],
  { spec, hint }: { spec: ArgumentSpec; hint: string },
): [string, string | true] {
  const [, name = '', inline] = /^--([^=]*)(?:=(.*))?$/s.exec(text) ?? []
  const option = Object.hasOwn(spec.options, name) ? spec.options[name] : undefined
  if (option === undefined) {
    const known = Object.keys(spec.options).map((one) => `--${one}`)
    throw new UsageError('There is no such option.', {
      facts: [
        ['Got', visibleText(text, { maxLength: 60 })],
        ['Takes', known.join(', ') || 'none'],
      ],
      hint,
    })
  }
  if (option.value === undefined && option.choices === undefined) {
    if (inline !== undefined) throw new UsageError(`--${name} takes no value.`, { hint })
    return [name, true]
  }
  const value = inline ?? rest.shift()
  if (value === undefined) throw new UsageError(`--${name} lacks its value.`, { hint })
  if (option.choices && !option.choices.includes(value)) {
    throw new UsageError(`--${name} is none of its values.`, {
      facts: [
        ['Got', visibleText(value, { maxLength: 60 })],
        ['Takes', option.choices.join(', ')],
      ],
      hint,
    })
  }
  return [name, value]
}
