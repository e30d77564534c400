import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** A build-info of a large protocol has some tens of megabytes. */
const maximumBytes = 128 * 1024 * 1024

/** More are no project. */
const maximumFiles = 20_000

/** A file or folder of a project that cannot be read. */
export class UnreadableProjectError extends BaseError {
  override readonly name = 'UnreadableProjectError'
  constructor(path: string, { problem, cause }: { problem: string; cause?: unknown }) {
    super('This project cannot be read.', {
      facts: [
        ['Path', visibleText(path, { maxLength: 200 })],
        ['Problem', problem],
      ],
      hint: 'Give the folder of a Foundry or Hardhat project that was built, a build-info, or a standard JSON input.',
      cause,
    })
  }
}

/**
 * Reads a text file of no more than 128 MB.
 *
 * @returns undefined where there is none.
 * @throws UnreadableProjectError
 */
export async function readTextFile(path: string): Promise<string | undefined> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > maximumBytes) {
        const problem = `${size} bytes are more than ${maximumBytes}`
        throw new UnreadableProjectError(path, { problem })
      }
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (cause) {
    if (isMissing(cause)) return undefined
    if (cause instanceof BaseError) throw cause
    const problem = cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : ''
    throw new UnreadableProjectError(path, { problem, cause })
  }
}

/**
 * Reads a file of JSON.
 *
 * @returns undefined where there is none.
 * @throws UnreadableProjectError
 */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readTextFile(path)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnreadableProjectError(path, { problem: 'it does not parse as JSON', cause })
  }
}

/** Paths of the JSON files below a folder, the newest first; none where there is no such folder. */
export async function listJsonFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    if (isMissing(cause)) return []
    throw new UnreadableProjectError(folder, {
      problem: 'it is no folder that can be listed',
      cause,
    })
  })
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name))
  if (paths.length > maximumFiles) {
    throw new UnreadableProjectError(folder, { problem: `more than ${maximumFiles} files` })
  }
  const dated = await Promise.all(
    paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })),
  )
  return dated.toSorted((a, b) => b.time - a.time).map(({ path }) => path)
}

/** Whether there is a folder at the path; false for a file. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (cause) {
    throw new UnreadableProjectError(path, { problem: 'there is nothing', cause })
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}
