import { redirect } from 'next/navigation'
import { cache } from 'react'
import { isAddressEqual } from 'viem'
import { NothingFoundError } from '@/app/(desk)/nothing-found'
import {
  type LoadedTimelock,
  loadTimelock,
  type TimelockParams,
} from '@/app/(desk)/timelocks/[chain]/[address]/load-timelock'
import { patchPath, timelockPath } from '@/components/frame/paths'
import {
  type QueuedOperationPage,
  readQueuedOperation,
} from '@/lib/actions/timelock-pages/read-queued-operation'
import { getServerContext } from '@/lib/config/server-context'
import { parseKey } from '@/lib/core/patch/find-record'

export type LoadedOperation = LoadedTimelock & {
  readonly followed: NonNullable<LoadedTimelock['followed']>
  readonly page: QueuedOperationPage
}

/**
 * The operation that an address names. One of a configured protocol is shown on the page of its patch.
 *
 * @throws NothingFoundError
 */
export const loadOperation = cache(
  async (chain: string, address: string, text: string): Promise<LoadedOperation> => {
    const loaded = await loadTimelock({ chain, address } satisfies TimelockParams)
    const id = parseKey(text)
    if (!id) {
      throw new NothingFoundError('This names no operation', {
        sought: text,
        hint: 'An operation is named by its id, 0x and 64 hexadecimal characters. Copy all of it.',
      })
    }
    const record = loaded.desk?.records.find(
      ({ operationId, timelock }) =>
        operationId === id && timelock && isAddressEqual(timelock.address, loaded.timelock.address),
    )
    if (record) redirect(patchPath(record.key))
    const page = await readQueuedOperation(await getServerContext(), { ...loaded.timelock, id })
    const { followed } = loaded
    if (!page || !followed) {
      throw new NothingFoundError('This timelock has no such operation', {
        sought: id,
        hint: followed
          ? 'It may be of another timelock, not be scheduled yet, or stand in blocks that are still being read: the page of the timelock says how far that is.'
          : 'The timelock is not followed here, so that nothing of it has been read. Follow it on its page.',
        next: { href: timelockPath(loaded.timelock), label: 'Page of the timelock' },
      })
    }
    return { ...loaded, followed, page }
  },
)
