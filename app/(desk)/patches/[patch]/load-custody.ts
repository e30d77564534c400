import { cache } from 'react'
import { heardClient } from '@/lib/actions/heard-client'
import { readCustodyCodes } from '@/lib/actions/read-custody-codes'
import { getServerContext } from '@/lib/config/server-context'
import { type CustodyStep, chainOfCustody } from '@/lib/core/patch/chain-of-custody'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { FoundRecord } from '@/lib/core/patch/find-record'

/** Milliseconds until the nodes of a chain count as silent. */
const patience = 3_000

/** The hands through which the operation of a record goes, with its bytes and code at each; none where it has no operation. */
export const loadCustody = cache(
  async (
    { desk, record }: FoundRecord,
    desks: readonly ProtocolDesk[],
  ): Promise<readonly CustodyStep[]> => {
    if (!record.operationId) return []
    const { chainId } = desk
    const context = await getServerContext()
    // One that has told its newest block for this page is not asked for it again.
    const isHeard = !desk.stale || desk.stale.isAnswering
    const client = isHeard
      ? context.clientFor(chainId)
      : await heardClient(context, { chainId, patience })
    const instances = record.live?.operation.instances ?? []
    const codeAt = await readCustodyCodes(client, {
      chainId,
      addresses: record.patch?.upgrades.map(({ to }) => to.address) ?? [],
      blocks: [
        ...[...record.schedules, ...record.executions].flatMap(({ outcome }) =>
          outcome.status === 'executed' ? [outcome.blockNumber] : [],
        ),
        ...instances.flatMap(({ scheduled, executed }) => [
          scheduled.blockNumber,
          ...(executed ? [executed.blockNumber] : []),
        ]),
      ],
    })
    return chainOfCustody({
      record,
      transactions: desks.flatMap(({ records }) =>
        records.flatMap((each) => [...each.schedules, ...each.executions, ...each.others]),
      ),
      codeAt,
    })
  },
)
