/** Both ends included. */
export type BlockRange = { readonly fromBlock: bigint; readonly toBlock: bigint }

/**
 * The blocks from `from` to `to` that no range covers.
 *
 * @param parameters.to Undefined where no block was heard of yet: then there is no end to what is not known, and no range.
 * @param parameters.scanned In order.
 */
export function unscannedOf({
  from,
  to,
  scanned,
}: {
  readonly from: bigint
  readonly to: bigint | undefined
  readonly scanned: readonly BlockRange[]
}): BlockRange[] {
  if (to === undefined) return []
  const missing: BlockRange[] = []
  let next = from
  for (const { fromBlock, toBlock } of scanned) {
    if (next > to) break
    if (fromBlock > next) {
      missing.push({ fromBlock: next, toBlock: fromBlock - 1n < to ? fromBlock - 1n : to })
    }
    if (toBlock >= next) next = toBlock + 1n
  }
  if (next <= to) missing.push({ fromBlock: next, toBlock: to })
  return missing
}
