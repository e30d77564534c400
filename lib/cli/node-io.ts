import { appendFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import type { CommandIo } from './command'

/** A build-info of a large protocol has some tens of megabytes. */
const maximumBytes = 128 * 1024 * 1024

/** A file, or standard input, that cannot be read. */
export class UnreadableInputError extends BaseError {
  override readonly name = 'UnreadableInputError'
  /** Whether there is nothing at that place. */
  readonly isMissing: boolean
  constructor(source: string, problem: string, cause?: unknown) {
    super('This cannot be read.', {
      facts: [
        ['Source', visibleText(source, { maxLength: 200 })],
        ['Problem', problem],
      ],
      cause,
    })
    this.isMissing = problem === missing
  }
}

const missing = 'there is no such file'

/** The files and streams of this process. */
export function nodeIo(): CommandIo {
  return {
    readFile,
    readStdin,
    writeOut: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    writeFile: (path, text) => write(path, () => writeFileSync(path, text)),
    appendFile: (path, text) => write(path, () => appendFileSync(path, text)),
    onInterrupt: (listener) => {
      process.once('SIGINT', listener)
      return () => void process.off('SIGINT', listener)
    },
    onReaderGone: (listener) => {
      process.stdout.once('error', listener)
      return () => void process.stdout.off('error', listener)
    },
  }
}

/** A file that cannot be written. */
export class UnwritableFileError extends BaseError {
  override readonly name = 'UnwritableFileError'
  constructor(path: string, cause: unknown) {
    super('This cannot be written.', {
      facts: [
        ['File', visibleText(path, { maxLength: 200 })],
        ['Problem', describeProblem(cause)],
      ],
      cause,
    })
  }
}

function write(path: string, work: () => void): void {
  try {
    work()
  } catch (cause) {
    throw new UnwritableFileError(path, cause)
  }
}

async function readFile(path: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > maximumBytes) {
        throw new UnreadableInputError(path, `${size} bytes are more than ${maximumBytes}`)
      }
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new UnreadableInputError(path, describeProblem(cause), cause)
  }
}

function describeProblem(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT') return missing
  if (code === 'EISDIR') return 'it is a folder'
  return cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : 'unknown'
}

async function readStdin(): Promise<string> {
  if (process.stdin.isTTY) {
    throw new UnreadableInputError('standard input', 'nothing is piped into it')
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > maximumBytes) {
      throw new UnreadableInputError('standard input', `more than ${maximumBytes} bytes`)
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
