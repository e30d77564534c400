import { canonicalWire } from '@/lib/core/replay/canonical-wire'
import {
  parseSavedReplay,
  type SavedReplay,
  serializeReplayLine,
} from '@/lib/core/replay/parse-replay'
import type { ReplayCursor, ReplayMode, ReplaySubject } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import type { CommandIo } from './command'
import { UnreadableInputError } from './node-io'
import { UsageError } from './parse-arguments'

/** A file in which a replay is kept while it runs. */
export type ReplayFile = {
  readonly start: (cursor: ReplayCursor) => void
  readonly add: (results: readonly ReplayResult[]) => void
}

/** What a file of an earlier run holds; undefined where there is none yet. @throws BaseError */
export async function readSavedReplay(
  path: string,
  io: CommandIo,
): Promise<SavedReplay | undefined> {
  try {
    return parseSavedReplay(await io.readFile(path))
  } catch (error) {
    const isMissing = error instanceof UnreadableInputError && error.isMissing
    if (isMissing) return undefined
    throw error
  }
}

/**
 * Sees to it that an earlier run was one of the same.
 *
 * @throws UsageError
 */
export function assertSameReplay(
  { cursor }: SavedReplay,
  { subject, mode }: { subject: ReplaySubject; mode: ReplayMode },
): void {
  if (cursor.mode === mode && canonicalWire(cursor.subject) === canonicalWire(subject)) return
  throw new UsageError('The file to resume is of another replay.', {
    facts: [['Block', `${cursor.subject.block.number} there, ${subject.block.number} here`]],
    hint: 'Take another file, or the command line with which it was begun.',
  })
}

/** Keeps a run in a file, so that another one can go on with it. */
export function openReplayFile(
  path: string,
  io: CommandIo,
  {
    subject,
    mode,
    results,
  }: { subject: ReplaySubject; mode: ReplayMode; results: readonly ReplayResult[] },
): ReplayFile {
  return {
    start: (cursor) => {
      const head = { schema: 'suture/replay-cursor/1' as const, subject, mode, ...cursor }
      // Anew, so that a line that was not finished is gone.
      io.writeFile(path, [head, ...results].map(serializeReplayLine).join(''))
    },
    add: (found) => io.appendFile(path, found.map(serializeReplayLine).join('')),
  }
}
