import { size } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import {
  isReviewing,
  type ReviewContext,
  type ReviewReading,
  readReview,
} from '@/lib/actions/review/read-review'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import type { OperationPage } from '@/lib/adapters/store/read-operation'
import { readTimelockLogsAfter } from '@/lib/adapters/store/read-timelock-logs'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'
import { BaseError } from '@/lib/core/error/base-error'
import { queuedReviewInput } from '@/lib/core/report/queued-review-input'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'

/** A review of that operation is not made here, or not now: `retry` tells which. */
export class ReviewRefusedError extends BaseError {
  override readonly name = 'ReviewRefusedError'
}

export type MakeQueuedReviewParameters = {
  readonly page: OperationPage
  /** Milliseconds to wait for it; it goes on for longer. */
  readonly patience: number
}

/** Of a timelock with more, every review would ask for the state of them all. */
const mostOperations = 2_000

/** Each call may upgrade, and what it upgrades is read and compiled. */
const mostCalls = 50
/** Bytes of all calls: they stand in the report. */
const mostCalldata = 256 * 1_024

/** Anybody may ask for one, and each compiles: one at a time and process. */
const lanes = new WeakMap<Store, { readonly name: string; isBeginning: boolean }>()

/**
 * Reviews an operation of a timelock that no configuration names, at the block up to which the timelock is known: the same
 * report as `suture review <id> --timelock <address>` makes at that block. Only somebody who asks for it begins one.
 *
 * @throws ReviewRefusedError, RpcUnreachableError
 */
export async function makeQueuedReview(
  context: ReviewContext & { readonly config: Pick<Config, 'timelocks'> },
  { page, patience }: MakeQueuedReviewParameters,
): Promise<ReviewReading> {
  const { store, clientFor, config } = context
  const { timelock, id, operation, indexed: block } = page
  if (!config.timelocks.reviews) {
    throw new ReviewRefusedError('This instance reviews only operations of its own protocols.', {
      hint: 'suture review makes the same report from a node of your own.',
    })
  }
  const bytes = operation.calls.reduce((sum, { data }) => sum + size(data), 0)
  if (operation.calls.length > mostCalls || bytes > mostCalldata) {
    throw new ReviewRefusedError('The operation is larger than what is reviewed here.', {
      facts: [
        ['Calls', `${operation.calls.length}, of at most ${mostCalls}`],
        ['Calldata', `${bytes} bytes, of at most ${mostCalldata}`],
      ],
      hint: 'suture review makes the report from a node of your own.',
    })
  }
  const followed = await readTimelockPage(store, timelock)
  if (!followed || !block || !isOpen(operation.instances.at(-1))) {
    throw new ReviewRefusedError('It is not open any more, or was not read yet.', {
      hint: 'What is over can be reviewed at an earlier block: suture review --block.',
    })
  }
  const unread = followed.unscanned.find(({ fromBlock }) => fromBlock <= block.number)
  if (unread) {
    throw new ReviewRefusedError('Not all events of the timelock were read yet.', {
      facts: [['Not read', `${unread.fromBlock} to ${unread.toBlock}`]],
      hint: 'Ask again when its page says that every block was read.',
      retry: true,
    })
  }
  const count = Object.values(followed.counts).reduce((sum, each) => sum + each, 0)
  if (count > mostOperations) {
    throw new ReviewRefusedError('The timelock has more operations than are reviewed here.', {
      facts: [['Operations', `${count}, of at most ${mostOperations}`]],
      hint: 'suture review makes the report from a node of your own.',
    })
  }
  const name = reviewSubject(timelock, id)
  const other = lanes.get(store)
  const isTaken = other && (other.isBeginning || isReviewing(store, other.name))
  if (isTaken && other.name !== name) {
    throw new ReviewRefusedError('Another review is under way.', {
      hint: 'Ask again in a minute: operations of strangers are reviewed one after the other.',
      retry: true,
    })
  }
  const { chainId } = timelock
  const firstBlock = followed.scanFrom
  const input = queuedReviewInput({ operation, block, firstBlock })
  const readChain = async () => {
    const stored = await readTimelockLogsAfter(store, { timelock, block: firstBlock - 1n })
    const logs = stored.flatMap(({ log: { topics, data, position } }) =>
      position.blockNumber <= block.number ? [{ topics, data, ...position }] : [],
    )
    const { protocol } = input
    return await readProtocolAt(clientFor(chainId), { chainId, protocol, block, logs })
  }
  const lane = { name, isBeginning: true }
  lanes.set(store, lane)
  try {
    const subject = { input, readChain }
    return await readReview(context, { timelock, key: id, subject, patience })
  } finally {
    lane.isBeginning = false
  }
}
