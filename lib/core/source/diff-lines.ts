import { type ChangeBlock, changeBlocks } from './change-blocks'
import { findEditScript } from './edit-script'
import { internTokens } from './intern-tokens'
import { settleBlocks } from './settle-blocks'
import type { Effort } from './shortest-script'

export type LineDiff = {
  /** In order; between them the lines are the same. */
  readonly blocks: readonly ChangeBlock[]
  /** The effort was spent before the smallest answer was found. */
  readonly coarse: boolean
}

/** What has to be replaced to make the one list of lines of the other. */
export function diffLines(
  from: readonly string[],
  to: readonly string[],
  effort?: Effort,
): LineDiff {
  const script = findEditScript(internTokens(from, to), effort)
  return { blocks: settleBlocks(changeBlocks(script), { from, to }), coarse: script.coarse }
}
