import type { Block } from '@/lib/core/chain/snapshot'

export type IsReadToEndParameters = {
  /** The block up to which its operations are known. */
  readonly indexed: Pick<Block, 'number'> | undefined
  /** The newest block that was heard of. */
  readonly headBlock: bigint | undefined
  /** Why it is not brought up to date now. */
  readonly problem: unknown
}

/**
 * Whether all is known of a timelock up to the newest block that was heard of. While it is not, nothing may be said of what
 * was not found: a first scan has known blocks long before it has come to the end.
 */
export function isReadToEnd({ indexed, headBlock, problem }: IsReadToEndParameters): boolean {
  if (indexed === undefined || headBlock === undefined) return false
  return problem === undefined && indexed.number >= headBlock
}
