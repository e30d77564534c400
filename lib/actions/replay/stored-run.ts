import type { Client } from 'viem'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readReplayResults } from '@/lib/adapters/store/read-replay-results'
import { readReplayRun, type StoredReplayRun } from '@/lib/adapters/store/read-replay-run'
import type { Store } from '@/lib/adapters/store/store'
import {
  InvalidReplayError,
  parseSavedReplay,
  type SavedReplay,
} from '@/lib/core/replay/parse-replay'
import { isSameSubject } from '@/lib/core/report/is-same-subject'
import { mostBlocksApart } from '@/lib/core/report/merge-findings'
import { parseReviewInput } from '@/lib/core/report/parse-review-input'
import type { ReviewInput } from '@/lib/core/report/review-input'

/** A run of the same thing that was not brought to its end: at its own block, so that nothing has to be done twice. */
export type UnfinishedRun = {
  readonly input: ReviewInput
  readonly last: number
  readonly resume: SavedReplay | undefined
}

/**
 * The stored run that can go on for an input: of the same subject, not a day old, at a block that the chain still has.
 *
 * @throws RpcUnreachableError
 */
export async function readUnfinishedRun(
  { store, client }: { store: Store; client: Client },
  { subject, input }: { subject: string; input: ReviewInput },
): Promise<UnfinishedRun | undefined> {
  const row = await readReplayRun(store, { subject })
  const stored = row && resumableInput(row, input)
  if (!row || !stored) return undefined
  const { chainId, block } = stored
  const now = await readBlock(client, { chainId, blockNumber: block.number })
  if (now.hash !== block.hash) return undefined
  return { input: stored, last: row.last, resume: await readSaved(store, row) }
}

/** What a stored run is of, if it can go on for an input. */
export function resumableInput(
  row: Pick<StoredReplayRun, 'input'>,
  input: ReviewInput,
): ReviewInput | undefined {
  const stored = parseReviewInput(row.input)
  if (!stored || !isSameSubject(stored, input)) return undefined
  return input.block.number - stored.block.number > mostBlocksApart ? undefined : stored
}

/** What this version cannot read is done again. */
async function readSaved(
  store: Store,
  { run, cursor }: StoredReplayRun,
): Promise<SavedReplay | undefined> {
  if (!cursor) return undefined
  try {
    return parseSavedReplay(cursor + (await readReplayResults(store, { run })).join(''))
  } catch (error) {
    if (error instanceof InvalidReplayError) return undefined
    throw error
  }
}
