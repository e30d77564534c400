import type { CodeCreation } from '@/lib/core/chain/code-creation'

/** When and by whom the code before and after was made, and when that was looked at. */
export type CodeCreations = {
  /** Undefined where it is not known. */
  readonly old: CodeCreation | undefined
  readonly new: CodeCreation
  /** Seconds since the epoch, of the block of the review. */
  readonly now: bigint
}
