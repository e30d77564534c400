import type { ArgumentSpec, ParsedArguments } from './parse-arguments'

/** What a command reaches of the outside: files, standard input and two streams of text. */
export type CommandIo = {
  /** @throws BaseError where it cannot be read. */
  readonly readFile: (path: string) => Promise<string>
  /** @throws BaseError where there is nothing to read. */
  readonly readStdin: () => Promise<string>
  readonly writeOut: (text: string) => void
  readonly writeError: (text: string) => void
  /** Puts text into a file instead of what it held. @throws BaseError where it cannot. */
  readonly writeFile: (path: string, text: string) => void
  /** Puts text behind what a file holds. @throws BaseError where it cannot. */
  readonly appendFile: (path: string, text: string) => void
  /** Tells of Ctrl-C, which then does not end the process, until what it returns is called. */
  readonly onInterrupt: (listener: () => void) => () => void
  /** Tells that nobody reads what is written any more, until what it returns is called. */
  readonly onReaderGone: (listener: () => void) => () => void
}

export type Command = ArgumentSpec & {
  /** Its words, e.g. `hash safe-tx`. */
  readonly name: string
  readonly summary: string
  /** Shown below the options: what the input looks like. */
  readonly details: string
  /** @returns the exit code. */
  readonly run: (parsed: ParsedArguments, io: CommandIo) => Promise<number>
}
