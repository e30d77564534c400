type Range = { readonly fromBlock: bigint; readonly toBlock: bigint }

/** Final blocks that may wait for the next turns of a search: of more it is told that something may be missing. */
const mostWaiting = 300n

/** How far a search went without a gap. */
export type SearchedUpTo = {
  /** The last block up to which every one was searched. */
  readonly block: bigint
  /** How many final blocks behind it are still to be searched: new ones, which come in turns. */
  readonly waiting: bigint
}

/**
 * Up to which block calls were looked for, where what is left are only the newest few: after every turn that brings new blocks some are.
 *
 * @param parameters.unsearched Final blocks that were not searched, in their order.
 * @param parameters.finalized The last final block.
 * @returns undefined where nothing was searched yet, or there is more to search than the newest blocks.
 */
export function searchedUpTo({
  scanFrom,
  finalized,
  unsearched,
}: {
  readonly scanFrom: bigint
  readonly finalized: bigint | undefined
  readonly unsearched: readonly Range[]
}): SearchedUpTo | undefined {
  if (finalized === undefined || finalized < scanFrom) return undefined
  const [first, ...others] = unsearched
  if (!first) return { block: finalized, waiting: 0n }
  const waiting = first.toBlock - first.fromBlock + 1n
  const isRest = others.length === 0 && first.fromBlock > scanFrom && first.toBlock >= finalized
  return isRest && waiting <= mostWaiting ? { block: first.fromBlock - 1n, waiting } : undefined
}
