import * as z from 'zod/mini'
import { listApiOperations } from '@/lib/actions/queue-api/list-api-operations'
import { readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import { followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { NoTimelockHereError } from '@/lib/actions/timelock/inspect-timelock'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { openJobs } from '@/lib/adapters/jobs/open-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { requestChanged } from '@/lib/adapters/suture-api/request-api'
import { operationAnswer, operationListAnswer } from '@/lib/core/api/operation-answers'
import type { OperationsQuery } from '@/lib/core/api/placed-query'
import type { SeenInstance } from '@/lib/core/api/seen-instance'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { openChain } from './open-chain'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { placeText, type QueueOptions } from './queue-options'
import { searchAllCalls } from './search-all-calls'

type Answer = z.output<typeof operationListAnswer>

/** Operations as they stand, and what is not known of them. */
export type QueueReading = Pick<Answer, 'operations' | 'coverage'> & {
  /** Whether there are more than were read. */
  readonly isCut: boolean
}

/** Where a queue is read, again and again. */
export type QueueSource = {
  /** @returns undefined where nothing has changed since it was read last. */
  read(): Promise<QueueReading | undefined>
  /** Whether a reading has all events of a timelock: of what is missing in it otherwise, nothing tells that it was taken back. */
  hasAll(reading: QueueReading, timelock: ChainAddress): boolean
  /** Every time that an operation was scheduled; undefined where it is not known there any more. */
  readInstances(operation: Named): Promise<readonly SeenInstance[] | undefined>
  close(): Promise<void>
}

type Named = Pick<QueueReading['operations'][number], 'timelock' | 'id'>

/** More pages than anybody reads in a terminal. */
const mostPages = 20
const pageSize = 200

/**
 * Opens the queue of an instance (`--from`), or of a timelock as its chain has it (`--rpc`): indexed here, in memory, by what
 * indexes it on a server.
 *
 * @throws UsageError, NoNodeError, NoTimelockHereError, RpcUnreachableError
 */
export async function openQueueSource(
  options: ParsedArguments['options'],
  query: QueueOptions,
): Promise<QueueSource> {
  const { from, rpc } = options
  if ((from === undefined) === (rpc === undefined)) {
    throw new UsageError('It needs one place to read from.', {
      hint: 'Give the URL of an instance with --from, or of a node with --rpc and a timelock.',
    })
  }
  if (from === undefined) return await openNode(options, query)
  if (typeof from !== 'string' || !/^https?:/.test(from) || !URL.canParse(from)) {
    throw new UsageError('That is no instance.', {
      hint: 'Give its http(s) URL with --from, e.g. --from https://suture.example.org',
    })
  }
  return openInstance(new URL(from).origin, query)
}

function openInstance(
  origin: string,
  { timelock, state, order, given }: QueueOptions,
): QueueSource {
  const parameters = new URLSearchParams({ ...given, limit: String(pageSize), order })
  if (state) parameters.set('state', state.join(','))
  const path = timelock
    ? `/api/v1/timelocks/${timelock.chainId}/${timelock.address}/operations`
    : '/api/v1/operations'
  let tag: string | undefined
  return {
    read: async () => {
      const first = await requestChanged({ origin }, { path: `${path}?${parameters}`, tag })
      if (!first) return undefined
      let page = readAnswer(operationListAnswer, first.text, origin)
      const operations = [...page.operations]
      for (let pages = 1; page.next !== undefined && pages < mostPages; pages++) {
        const next = await requestChanged({ origin }, { path: page.next, tag: undefined })
        if (!next) break
        page = readAnswer(operationListAnswer, next.text, origin)
        operations.push(...page.operations)
      }
      tag = first.tag
      return { operations, coverage: page.coverage, isCut: page.next !== undefined }
    },
    hasAll: ({ coverage }, { chainId, address }) =>
      !coverage.incomplete.some(
        ({ timelock: each }) => each.chainId === chainId && each.address === address,
      ),
    readInstances: async ({ timelock: { chainId, address }, id }) => {
      const path = `/api/v1/timelocks/${chainId}/${address}/operations/${id}`
      const answer = await requestChanged({ origin }, { path, tag: undefined })
      return answer && readAnswer(instancesAnswer, answer.text, origin).operation.instances
    },
    close: async () => {},
  }
}

/** Of all that there is to know of an operation. */
const instancesAnswer = z.object({
  operation: z.object({ instances: operationAnswer.shape.operation.shape.instances }),
})

function readAnswer<T extends z.ZodMiniType>(schema: T, text: string, origin: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new BaseError('This is not what an instance of Suture answers.', {
      facts: [['Asked', origin]],
      hint: 'Check the URL. An instance of another version may answer otherwise.',
      cause,
    })
  }
}

async function openNode(
  options: ParsedArguments['options'],
  { timelock, ...query }: QueueOptions,
): Promise<QueueSource> {
  if (!timelock) {
    throw new UsageError('A node does not know which timelocks there are.', {
      hint: 'Name one with --timelock <chain>:<address>.',
    })
  }
  const { client, chainId } = await openChain({ rpc: options.rpc ?? '' })
  if (chainId !== timelock.chainId) {
    throw new UsageError('The node serves another chain than that of the timelock.', {
      facts: [
        ['Node', String(chainId)],
        ['Timelock', placeText(timelock)],
      ],
      hint: 'Give a node of the chain of the timelock with --rpc.',
    })
  }
  const nodes = createChainNodes({ chainId, rpcUrls: [String(options.rpc)] })
  const store = await openStore()
  const jobs = openJobs({ databaseUrl: undefined })
  const context = {
    store,
    nodesFor: () => nodes,
    clientFor: () => client,
    confirmationsFor: () => 0,
    now: () => new Date(),
    jobs: () => jobs,
    limits: { maximum: 1, perHour: 1 },
  }
  const outcome = await followTimelock(context, { timelock })
  if (outcome.kind === 'refused') {
    await store.close()
    throw new NoTimelockHereError(timelock, outcome.reason)
  }
  let last: string | undefined
  return {
    read: async () => {
      await indexTimelock(context, { timelock })
      await reconcileOperations(context, { timelock, everyBlocks: 0n, limit: mostAsked })
      const seconds = last === undefined ? searchedFirst : searchedLater
      const unsearched = await searchAllCalls(context, { timelock, seconds })
      const place = { chainId, timelock: timelock.address }
      const { revision, ...coverage } = await readApiCoverage(store, place)
      const now = [revision, ...unsearched].join()
      if (now === last) return undefined
      last = now
      const pages = await readPages(store, { ...query, timelock })
      return { ...pages, coverage: withReasons(coverage, timelock, unsearched) }
    },
    // It is read to the end or not at all; what is noted beside is of what has no events.
    hasAll: () => true,
    readInstances: async ({ timelock: place, id }) =>
      (await readOperation(store, { ...place, id }))?.operation.instances,
    close: () => store.close(),
  }
}

/** Of how many operations the contract is asked in a round. */
const mostAsked = 5_000

/** Seconds in which operations are looked for of which no event tells: before anything is said, and between two looks. */
const searchedFirst = 20
const searchedLater = 5

async function readPages(
  store: Parameters<typeof listApiOperations>[0],
  { timelock, state, order, filter }: QueueOptions & { readonly timelock: ChainAddress },
) {
  const place = { chainId: timelock.chainId, timelock: timelock.address }
  const operations: QueueReading['operations'] = []
  let cursor: string | undefined
  for (let pages = 0; pages < mostPages; pages++) {
    const query: OperationsQuery = { ...filter, timelock: place, order, limit: pageSize, cursor }
    const asked = state ? { ...query, state: [...state] } : query
    const page = await listApiOperations(store, asked, BigInt)
    operations.push(...(page.operations as QueueReading['operations']))
    cursor = page.next
    if (cursor === undefined) break
  }
  return { operations, isCut: cursor !== undefined }
}

/** What is not known of a timelock, with what its calls were not searched for. */
function withReasons(
  { timelocks, incomplete }: { timelocks: number; incomplete: readonly unknown[] },
  timelock: ChainAddress,
  reasons: readonly string[],
): QueueReading['coverage'] {
  const known = incomplete as QueueReading['coverage']['incomplete']
  return { timelocks, incomplete: [...known, ...reasons.map((reason) => ({ timelock, reason }))] }
}
