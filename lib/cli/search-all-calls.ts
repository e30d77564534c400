import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { searchCalls } from '@/lib/actions/timelock/search-calls'
import { type CallCoverage, readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import type { BlockRange } from '@/lib/adapters/store/unscanned-of'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'

/** How many blocks are read one by one between two looks at the clock. */
const mostBlocks = 500

/**
 * Goes on with the search for operations of which no event tells, as far as there is time.
 *
 * @returns What was not searched and why, in sentences; nothing where all was.
 */
export async function searchAllCalls(
  context: IndexContext,
  { timelock, seconds }: { readonly timelock: ChainAddress; readonly seconds: number },
): Promise<string[]> {
  const signal = AbortSignal.timeout(seconds * 1_000)
  const read = async () => (await readTimelockPage(context.store, timelock))?.calls
  let coverage = await read()
  while (coverage && coverage.unsearched.length > 0 && !signal.aborted) {
    const before = sizeOf(coverage.unsearched)
    try {
      await searchCalls(context, { timelock, mostBlocks, signal })
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      return [...notSearched(coverage), error.message]
    }
    coverage = await read()
    // What a node does not tell of the past stays unsearched.
    if (coverage && sizeOf(coverage.unsearched) === before) break
  }
  return coverage ? notSearched(coverage) : []
}

function notSearched({ unsearched, byInputs }: CallCoverage): string[] {
  return [
    ...unsearched.map(
      (range) =>
        `${wordsOf(range)} not searched for batches without calls, of which no event tells.`,
    ),
    ...byInputs.map(
      (range) =>
        `${wordsOf(range)} searched without traces for batches without calls: what a contract called by itself is not seen.`,
    ),
  ]
}

function wordsOf({ fromBlock, toBlock }: BlockRange): string {
  return fromBlock === toBlock ? `Block ${fromBlock} was` : `Blocks ${fromBlock} to ${toBlock} were`
}

function sizeOf(ranges: readonly BlockRange[]): bigint {
  return ranges.reduce((sum, { fromBlock, toBlock }) => sum + toBlock - fromBlock + 1n, 0n)
}
