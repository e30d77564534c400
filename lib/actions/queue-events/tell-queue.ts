import { type Address, getAddress, type Hash, isAddressEqual } from 'viem'
import type { FollowedTimelock } from '@/lib/adapters/store/followed-timelock'
import { listBeaconProxies } from '@/lib/adapters/store/list-beacon-proxies'
import { listEventsOf, listSubjectsSince, listTopicsOf } from '@/lib/adapters/store/list-events'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { listToldAlarms } from '@/lib/adapters/store/list-told-alarms'
import {
  listChangedIds,
  listToldOperations,
  type ToldOperation,
} from '@/lib/adapters/store/list-told-operations'
import { listToldSettings } from '@/lib/adapters/store/list-told-settings'
import type { Store, StoreDatabase } from '@/lib/adapters/store/store'
import {
  type EventToTell,
  listToldBlocks,
  type ToldBlock,
  tellEvents,
} from '@/lib/adapters/store/tell-events'
import type { Config } from '@/lib/config/config'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'
import { upgradedBy } from '@/lib/core/timelock/kind/upgraded-by'
import { deriveEvents } from '@/lib/core/watch/derive-events'
import { driftCauses } from '@/lib/core/watch/drift-causes'
import { eventSubject } from '@/lib/core/watch/event-subject'
import { eventTopics } from '@/lib/core/watch/event-topics'
import { operationCauses } from '@/lib/core/watch/operation-causes'
import type { EventCause } from '@/lib/core/watch/queue-event'
import { settingCauses, silentDelayCauses } from '@/lib/core/watch/setting-causes'

export type TellContext = {
  readonly store: Store
  readonly config: Pick<Config, 'protocols' | 'leadSeconds'>
}

/** Where nothing tells what is final, that many blocks may still be replaced. */
const unsettledBlocks = 10_000n

/**
 * Tells what has happened to every queue since it was told last, from the store alone. Whoever does it again, after it was
 * done or after it was interrupted, tells nothing twice and leaves nothing out.
 *
 * @returns How many events were told.
 * @throws What kept the first of those from being told that could not be; all others are told all the same.
 */
export async function tellQueue(context: TellContext, signal?: AbortSignal): Promise<number> {
  let count = 0
  const failures: unknown[] = []
  const told = await listToldBlocks(context.store)
  for (const { timelock, indexed } of await listTimelocks(context.store)) {
    if (signal?.aborted) break
    const isNew = indexed?.number !== told.get(`${timelock.chainId}:${timelock.address}`)
    if (!indexed || !isNew) continue
    try {
      count += await tellTimelock(context, timelock)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return count
}

function tellTimelock({ store, config }: TellContext, timelock: ChainAddress): Promise<number> {
  const lead = BigInt(config.leadSeconds)
  return tellEvents(store, {
    timelock,
    now: new Date(),
    next: async (database, last) => {
      const scene = await openScene(database, { timelock, last, lead })
      if (!scene) return undefined
      const { head, subjects } = scene
      const told = await listEventsOf({ database }, { subjects })
      const events = deriveEvents({ causes: scene.causes, told, head })
      return { head, events: await withTopics({ database, config }, { timelock, scene, events }) }
    },
  })
}

type Scene = NonNullable<Awaited<ReturnType<typeof openScene>>>

/** The subjects of which there may be something to tell, with all that was, or will be, of them. */
async function openScene(
  database: StoreDatabase,
  { timelock, last, lead }: { timelock: ChainAddress; last: ToldBlock | undefined; lead: bigint },
) {
  const store = { database }
  const followed = (await listTimelocks(store, timelock)).find(({ timelock: { address } }) =>
    isAddressEqual(address, timelock.address),
  )
  const head = followed?.indexed
  if (!head || last?.number === head.number) return undefined
  // While it is read for the first time, what is years old would pass for news: news begin where telling begins.
  if (!last && head.number < (followed.headBlock ?? 0n)) return undefined
  const final = followed.finalizedBlock ?? head.number - unsettledBlocks
  const settled = last && (last.number < final ? last.number : final)
  // Where nothing is left of what was told up to, all of it is looked at.
  const unsettled = await listSubjectsSince(store, { timelock, block: settled ?? -1n })
  const alarms = await listToldAlarms(store, timelock)
  const changed = await listChangedIds(store, {
    ...{ timelock, lead, now: head.timestamp, doubtful: unsettled.flatMap(operationOf) },
    after:
      last && settled !== undefined ? { block: settled, timestamp: last.timestamp } : undefined,
  })
  const ids = new Set<Hash>([
    ...changed,
    ...unsettled.flatMap(operationOf),
    ...alarms.map(({ operation }) => operation),
  ])
  const operations = await listToldOperations(store, { timelock, ids: [...ids] })
  const own = eventSubject({ timelock })
  const settings = await causesOfSettings(store, {
    ...{ followed, settled },
    isDoubtful: unsettled.includes(own),
  })
  return {
    head,
    operations,
    causes: [
      ...(settings ?? []),
      ...operations.flatMap((operation) => causesOf(operation, head, lead)),
      ...driftCauses({ timelock, alarms, now: head.timestamp }),
    ],
    subjects: [
      ...(settings ? [own] : []),
      ...[...ids].map((operation) => eventSubject({ timelock, operation })),
    ],
  }
}

/** Undefined where nothing about the settings can have changed since a block. */
async function causesOfSettings(
  store: Pick<Store, 'database'>,
  {
    followed: { timelock, silentDelays },
    settled,
    isDoubtful,
  }: {
    followed: Pick<FollowedTimelock, 'timelock' | 'silentDelays'>
    settled: bigint | undefined
    /** Whether something was told of them that may be gone. */
    isDoubtful: boolean
  },
): Promise<EventCause[] | undefined> {
  // At that block, too: it was told while the delays were still asked for.
  const isNoticed = silentDelays.some(({ blockNumber }) => blockNumber >= (settled ?? 0n))
  const unlessSince = isDoubtful || isNoticed ? undefined : settled
  const settings = await listToldSettings(store, { timelock, unlessSince })
  if (!settings) return undefined
  return [...settingCauses(timelock, settings), ...silentDelayCauses(timelock, silentDelays)]
}

function causesOf(
  { operation, word, predecessorDone, isPredecessorOpen, toldBlock }: ToldOperation,
  { timestamp }: Block,
  lead: bigint,
) {
  const { told, toldSince, settled } = word
  const scheduled = operation.instances.at(-1)?.scheduled.blockTimestamp
  const heardAt =
    toldBlock === undefined
      ? undefined
      : toldSince === undefined
        ? { number: toldBlock, timestamp, after: scheduled }
        : { number: toldBlock, timestamp: toldSince }
  return operationCauses({
    ...{ operation, word, predecessorDone, isPredecessorOpen, lead },
    doneAt: told === 'executed' ? heardAt : undefined,
    passedAt: settled === 'passed' || settled === 'unset' ? heardAt : undefined,
  })
}

function operationOf(subject: string): Hash[] {
  const [, id] = subject.split('/')
  return id ? [id as Hash] : []
}

/** What is gone from the chain is found under what it was found under before. */
async function withTopics(
  { database, config }: { database: StoreDatabase; config: TellContext['config'] },
  {
    timelock,
    scene,
    events,
  }: {
    timelock: ChainAddress
    scene: Scene
    events: ReturnType<typeof deriveEvents>
  },
): Promise<EventToTell[]> {
  if (events.length === 0) return []
  const { chainId, address } = timelock
  const proxiesOf = await listBeaconProxies({ database }, { chainId, isHeld: true })
  const protocols = config.protocols
    .filter((one) => one.chainId === chainId && isAddressEqual(one.timelock, address))
    .map(({ name }) => name)
  const known = new Map(scene.operations.map(({ operation }) => [operation.id, operation]))
  const gone = events.filter(({ kind }) => kind === 'retracted').map(({ subject }) => subject)
  const before = await listTopicsOf({ database }, { subjects: [...new Set(gone)] })
  const afters = new Map(scene.causes.map(({ cause, after }) => [cause, after]))
  return events.map((event) => {
    const calls = (event.operation && known.get(event.operation)?.calls) ?? []
    const now = eventTopics({ timelock, protocols, touched: touchedBy(calls, proxiesOf) })
    const topics = event.kind === 'retracted' ? [...(before.get(event.subject) ?? []), ...now] : now
    return { event, topics: [...new Set(topics)], after: afters.get(event.cause) }
  })
}

/** What calls are made to, the proxies that they order to be upgraded, and those whose beacon they are made to. */
function touchedBy(
  calls: readonly QueuedCall[],
  proxiesOf: ReadonlyMap<Address, readonly Address[]>,
): Address[] {
  const called = calls.flatMap((call) => [...upgradedBy([call]), getAddress(call.target)])
  return [...called, ...called.flatMap((each) => proxiesOf.get(each) ?? [])]
}
