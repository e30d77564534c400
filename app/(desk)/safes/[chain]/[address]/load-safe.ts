import { isAddressEqual } from 'viem'
import type { ConfiguredSafe } from '@/app/(desk)/safes/configured-safes'
import { listSafeDelegates } from '@/lib/actions/list-safe-delegates'
import { getServerContext } from '@/lib/config/server-context'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'

/** What is proposed for a Safe or was executed by it, who may propose in its owners' names, and what was found out about it. */
export async function loadSafe({ at, state, desks }: ConfiguredSafe) {
  const { store } = await getServerContext()
  const records = desks
    .flatMap((desk) => desk.records)
    .filter((record) => {
      const safe = leadTransaction(record)?.transaction.safe
      return safe && isAddressEqual(safe.address, at.address)
    })
  const isOfRecord = ({ patch }: { patch: string }) => records.some(({ key }) => key === patch)
  return {
    records,
    delegates: state?.known ? await listSafeDelegates(store, state.value) : [],
    alarms: desks.flatMap(({ alarms = [] }) => alarms.filter(isOfRecord)),
    reviews: desks.flatMap(({ reviews = [] }) => reviews.filter(isOfRecord)),
  }
}
