import type { Address, Client, Hash } from 'viem'
import { inTime } from '@/lib/actions/in-time'
import { lateReadings } from '@/lib/actions/late-readings'
import { proveProposals } from '@/lib/actions/prove-proposals'
import {
  type HeldReading,
  type LatestChainContext,
  type ReadLatestChainParameters,
  readLatestChain,
} from '@/lib/actions/read-latest-chain'
import { readPatches } from '@/lib/actions/read-patches'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { followSafe } from '@/lib/actions/safe-service/follow-safe'
import { listProposedTransactions } from '@/lib/actions/safe-service/list-proposed-transactions'
import { safeServiceContext } from '@/lib/actions/safe-service/safe-service-context'
import { silentClient } from '@/lib/adapters/rpc/silent-client'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { listAlarms } from '@/lib/adapters/store/list-alarms'
import { listReviews } from '@/lib/adapters/store/list-reviews'
import type { Store } from '@/lib/adapters/store/store'
import type { Config, ProtocolConfig } from '@/lib/config/config'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { assembleRecords } from '@/lib/core/patch/assemble-records'
import type { ProtocolChain, ProtocolDesk, RecordReview } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { readIntents } from '@/lib/core/patch/read-intents'
import { upgradeTargetLabels } from '@/lib/core/patch/upgrade-target-labels'
import { nestedSafes } from '@/lib/core/safe/owner-tree'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

export type DeskContext = LatestChainContext & { readonly config: Config }

type Wanted = Pick<ReadLatestChainParameters, 'patience'> & {
  /** A dossier that is shown though nobody has proposed it. */
  readonly digest?: Hash | undefined
}

/**
 * Every configured protocol, each at its own chain's latest block. One that cannot be read does not hide the others.
 * Dossiers that nobody has proposed stay out, whoever stored them, but for the one asked for by its digest.
 */
export async function readDesk(context: DeskContext, wanted: Wanted = {}): Promise<ProtocolDesk[]> {
  return await Promise.all(
    context.config.protocols.map((protocol) => readProtocolDesk(context, protocol, wanted)),
  )
}

/** What is known of one protocol: now, or, while its chain is silent, as it was read last. */
async function readProtocolDesk(
  context: DeskContext,
  protocol: ProtocolConfig,
  { digest, patience }: Wanted,
): Promise<ProtocolDesk> {
  const { chain, readAt, stale, held } = await readLatestChain(context, { protocol, patience })
  const proposals = await readProposals(context, { protocol, chain, held, patience })
  const patches = await readPatches(context.store, {
    protocol,
    operationIds: [
      ...(chain?.operations ?? []).map(({ operation }) => operation.id),
      ...scheduledIds(protocol, proposals.transactions),
    ],
    digest,
  })
  const labels = {
    ...upgradeTargetLabels(chain?.facts.proxies ?? []),
    ...labelsOf(context.config, protocol),
  }
  const records = assembleRecords({
    protocol: protocol.name,
    timelock: { chainId: protocol.chainId, address: protocol.timelock },
    timelocks: context.config.protocols
      .filter(({ chainId }) => chainId === protocol.chainId)
      .map(({ chainId, timelock, safe, guardian }) => ({
        chainId,
        address: timelock,
        safes: guardian ? [safe, guardian] : [safe],
      })),
    operations: chain?.operations ?? [],
    patches,
    transactions: proposals.transactions,
    implementations: implementationsOf(chain),
    labels,
    now: chain?.facts.block.timestamp ?? 0n,
  })
  return {
    name: protocol.name,
    chainId: protocol.chainId,
    chain,
    readAt,
    stale,
    sources: [
      { name: 'Chain', problem: stale?.reason },
      { name: 'Safe service', problem: proposals.problem },
    ],
    labels,
    alarms: await listAlarms(context.store, protocol),
    reviews: await readReviews(context.store, { protocol, records }),
    records,
  }
}

/** What the last reviews of these records came to. */
async function readReviews(
  store: Store,
  { protocol, records }: { protocol: ProtocolConfig; records: readonly PatchRecord[] },
): Promise<RecordReview[]> {
  const timelock = { chainId: protocol.chainId, address: protocol.timelock }
  const keys = new Map(records.map(({ key }) => [reviewSubject(timelock, key), key]))
  const reviews = await listReviews(store, { subjects: [...keys.keys()] })
  return reviews.flatMap(({ subject, hash, confirmedBlock, verdicts }) => {
    const patch = keys.get(subject)
    const { name } = protocol
    return patch ? [{ protocol: name, patch, report: hash, block: confirmedBlock, verdicts }] : []
  })
}

async function readProposals(
  context: DeskContext,
  parameters: {
    protocol: ProtocolConfig
    chain: ProtocolChain | undefined
    held: HeldReading | undefined
    patience: number | undefined
  },
): Promise<{ transactions: ProposedTransaction[]; problem: string | undefined }> {
  const { protocol, chain, held, patience = Number.POSITIVE_INFINITY } = parameters
  const { chainId } = protocol
  const client = context.clientFor(chainId)
  const safes = [
    { safe: protocol.safe, state: chain?.facts.safe },
    ...(protocol.guardian ? [{ safe: protocol.guardian, state: chain?.facts.guardian }] : []),
    ...nestedOf(protocol, chain).map((value) => ({
      safe: value.safe.address,
      state: { known: true, value } as const,
    })),
  ]
  const external = context.config.safeServices.find((each) => each.chainId === chainId)
  const listOf = ({ safe, state }: (typeof safes)[number]) => {
    if (external) return listExternalProposals(context, { url: external.url, chainId, state })
    const nonce = state?.known ? state.value.nonce : undefined
    const service = safeServiceContext(context, chainId)
    return service ? listProposedTransactions(service, { safe, nonce }) : []
  }
  // Who is silent is not asked for each signature in turn; what was proven before stays so.
  const list = async (prover: Client) => {
    const lists = safes.map(async (each) => {
      const transactions = await listOf(each)
      if (!each.state?.known) return transactions
      return await proveProposals(prover, { state: each.state.value, transactions })
    })
    return (await Promise.all(lists)).flat()
  }
  try {
    if (!held) return { transactions: await list(silentClient), problem: undefined }
    if (external) return { transactions: await list(client), problem: undefined }
    const following = followOnce(context, { held, chainId, safes }).then(() => list(client))
    const transactions = await inTime(following, patience)
    if (transactions) return { transactions, problem: undefined }
    lateReadings.note(client, following)
    const problem = 'Approvals and executions up to the newest block are still being read.'
    return { transactions: await list(silentClient), problem }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    // What is stored here needs no chain; only approvals and executions may be missing from it.
    const proven = held && !external && (await inTime(list(client), patience))
    const stored = external ? [] : proven || (await list(silentClient))
    return { transactions: stored, problem: error.shortMessage }
  }
}

/** Safes among the owners approve in queues of their own. */
function nestedOf({ safe, guardian }: ProtocolConfig, chain: ProtocolChain | undefined) {
  return (chain?.owners ?? [])
    .flatMap(nestedSafes)
    .filter(
      ({ safe: { address } }, index, all) =>
        address !== safe &&
        address !== guardian &&
        all.findIndex((each) => each.safe.address === address) === index,
    )
}

/** Once per block is enough, and whoever comes meanwhile waits for it; a look that failed is repeated. */
function followOnce(
  context: DeskContext,
  parameters: { held: HeldReading; chainId: number; safes: readonly { safe: Address }[] },
): Promise<unknown> {
  const { held, chainId, safes } = parameters
  const service = safeServiceContext(context, chainId)
  if (!service) return Promise.resolve()
  held.following ??= Promise.all(
    safes.map(({ safe }) => followSafe(service, { safe, force: true })),
  ).catch((error) => {
    held.following = undefined
    throw error
  })
  return held.following
}

/** An external service is believed nothing that the Safe as read from the chain does not bear out. */
async function listExternalProposals(
  { config }: DeskContext,
  parameters: { url: string; chainId: number; state: Known<SafeState> | undefined },
): Promise<ProposedTransaction[]> {
  const { url, chainId, state } = parameters
  if (!state?.known) return []
  const apiKey = config.safeServiceApiKey
  const service = createSafeService({ url, chainId, apiKey })
  const { transactions } = await service.list({ state: state.value })
  return transactions.toReversed()
}

function scheduledIds(
  { chainId, timelock }: ProtocolConfig,
  transactions: readonly ProposedTransaction[],
): Hash[] {
  const timelocks = [{ chainId, address: timelock }]
  return transactions
    .flatMap(({ transaction }) => readIntents({ transaction, timelocks }))
    .flatMap((intent) => (intent.kind === 'schedule' ? [intent.operationId] : []))
}

function implementationsOf(chain: ProtocolChain | undefined) {
  const entries = (chain?.facts.proxies ?? []).map(({ address, proxy }) => {
    const current = proxy.known
      ? { known: true as const, value: proxy.value.implementation.address }
      : proxy
    return [address.toLowerCase(), current] as const
  })
  return new Map(entries)
}

function labelsOf(config: Config, protocol: ProtocolConfig): Record<string, string> {
  const labels: Record<string, string> = {}
  const name = (address: Address | undefined, label: string) => {
    if (address) labels[address.toLowerCase()] ??= label
  }
  const sameChain = config.protocols.filter(({ chainId }) => chainId === protocol.chainId)
  for (const each of [protocol, ...sameChain]) {
    name(each.safe, 'Protocol Safe')
    name(each.guardian, 'Guardian Safe')
    name(each.timelock, each === protocol ? 'Timelock' : `Timelock of ${each.name}`)
    for (const proxy of each.proxies) name(proxy.address, proxy.name)
  }
  return labels
}
