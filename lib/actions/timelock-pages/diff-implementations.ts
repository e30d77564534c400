import type { Address } from 'viem'
import { inTime } from '@/lib/actions/in-time'
import { readStoredBundle } from '@/lib/actions/read-stored-bundle'
import { createCodeReviewer, provedCode } from '@/lib/actions/review/review-code'
import { serverWorkshop } from '@/lib/actions/review/server-workshop'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { silentClient } from '@/lib/adapters/rpc/silent-client'
import type { ServerContext } from '@/lib/config/server-context'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { type DiffReading, diffSources } from '@/lib/core/source/diff-sources'
import { parseSourceBundle } from '@/lib/core/source/parse-source-bundle'
import type { SourceDiff } from '@/lib/core/source/source-diff'

export type DiffImplementationsParameters = DiffReading & {
  readonly chainId: number
  readonly blockNumber: bigint
  readonly from: Address
  readonly to: Address
  /** No node of the chain answers: the code is not waited for. */
  readonly isSilent?: boolean | undefined
}

/** Milliseconds for the code: what did not come by then is unknown. To compile it takes its own time. */
const patience = 3_000

/** What differs between the sources of two codes: of each only sources that compile to exactly the code on chain count. */
export async function diffImplementations(
  context: ServerContext,
  { chainId, blockNumber, from, to, isSilent = false, ...reading }: DiffImplementationsParameters,
): Promise<Known<SourceDiff>> {
  const review = createCodeReviewer(serverWorkshop(context))
  const filesOf = async (address: Address): Promise<Known<Readonly<Record<string, string>>>> => {
    const client = isSilent ? silentClient : context.clientFor(chainId)
    const read = await inTime(readAccountCode(client, { chainId, address, blockNumber }), patience)
    if (!read) return { known: false, reason: `of ${address}: the node did not answer in time` }
    const made = provedCode(await review({ chainId, address, code: read.code }))
    if (!made.known) return { known: false, reason: `of ${address}: ${made.reason}` }
    const json = await readStoredBundle(context, { hash: made.value.bundle })
    if (json === undefined)
      return { known: false, reason: `the sources of ${address} are not stored here` }
    return { known: true, value: parseSourceBundle(json).sources }
  }
  try {
    const [old, now] = await Promise.all([filesOf(from), filesOf(to)])
    if (!old.known) return old
    if (!now.known) return now
    return { known: true, value: diffSources({ from: old.value, to: now.value, ...reading }) }
  } catch (error) {
    if (error instanceof BaseError) return { known: false, reason: error.shortMessage }
    throw error
  }
}
