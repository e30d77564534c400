import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { isAddressEqual } from 'viem'
import {
  type LoadedTimelock,
  loadTimelock,
  type TimelockParams,
} from '@/app/(desk)/timelocks/[chain]/[address]/load-timelock'
import { patchPath } from '@/components/frame/paths'
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

/** The operation that an address names. One of a configured protocol is shown on the page of its patch. */
export const loadOperation = cache(
  async (chain: string, address: string, text: string): Promise<LoadedOperation> => {
    const loaded = await loadTimelock({ chain, address } satisfies TimelockParams)
    const id = parseKey(text)
    if (!id) notFound()
    const record = loaded.desk?.records.find(
      ({ operationId, timelock }) =>
        operationId === id && timelock && isAddressEqual(timelock.address, loaded.timelock.address),
    )
    if (record) redirect(patchPath(record.key))
    const page = await readQueuedOperation(await getServerContext(), { ...loaded.timelock, id })
    const { followed } = loaded
    if (!page || !followed) notFound()
    return { ...loaded, followed, page }
  },
)
