import { open } from 'node:fs/promises'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import type { CommandIo } from './command'

/** A build-info of a large protocol has some tens of megabytes. */
const maximumBytes = 128 * 1024 * 1024

/** A file, or standard input, that cannot be read. */
export class UnreadableInputError extends BaseError {
  override readonly name = 'UnreadableInputError'
  constructor(source: string, problem: string, cause?: unknown) {
    super('This cannot be read.', {
      facts: [
        ['Source', visibleText(source, { maxLength: 200 })],
        ['Problem', problem],
      ],
      cause,
    })
  }
}

/** The files and streams of this process. */
export function nodeIo(): CommandIo {
  return {
    readFile,
    readStdin,
    writeOut: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
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
  if (code === 'ENOENT') return 'there is no such file'
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
