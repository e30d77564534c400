import { heardClient } from '@/lib/actions/heard-client'
import { detectTimelockAt } from '@/lib/actions/timelock/detect-timelock-at'
import { type IndexContext, indexContextOf } from '@/lib/actions/timelock/index-context'
import { askForIndexing } from '@/lib/actions/timelock/index-jobs'
import type { Jobs } from '@/lib/adapters/jobs/jobs'
import { findFirstBlock } from '@/lib/adapters/rpc/find-first-block'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { silentClient } from '@/lib/adapters/rpc/silent-client'
import type { FollowedTimelock, FollowedWhy } from '@/lib/adapters/store/followed-timelock'
import { forgetTimelock, listForgettable } from '@/lib/adapters/store/forget-timelock'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { touchTimelock } from '@/lib/adapters/store/touch-timelock'
import type { ServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What following needs of the server. */
export type FollowContext = IndexContext & {
  readonly jobs: () => Promise<Jobs>
  /** How many timelocks that nobody configured are followed at most, and how many are taken on in an hour. */
  readonly limits: { readonly maximum: number; readonly perHour: number }
}

/** What following takes of the server's context. */
export function followContextOf(context: ServerContext): FollowContext {
  const { maximum, perHour } = context.config.timelocks
  return { ...indexContextOf(context), jobs: context.jobs, limits: { maximum, perHour } }
}

export type FollowTimelockParameters = {
  readonly timelock: ChainAddress
  readonly why?: FollowedWhy | undefined
  /** A first block that is known from elsewhere. */
  readonly deploymentBlock?: bigint | undefined
}

export type FollowOutcome =
  | { readonly kind: 'followed'; readonly timelock: FollowedTimelock }
  /** One sentence. `retry`: the same may be answered otherwise later. */
  | { readonly kind: 'refused'; readonly reason: string; readonly retry: boolean }

/**
 * Follows the timelock at an address from now on, and has it indexed. Asking again for one that is followed costs the chain
 * nothing, and notes that somebody looks at it.
 *
 * @returns Refused, with the reason, for an address where no timelock stands and where too many were asked for.
 * @throws UnknownChainError; NodeSilentError, NodeRefusedError, NodeContradictsItselfError, RpcUnreachableError where the
 *   chain could not be asked.
 */
export async function followTimelock(
  context: FollowContext,
  { timelock, why = 'asked', deploymentBlock }: FollowTimelockParameters,
): Promise<FollowOutcome> {
  const { store } = context
  const nodes = context.nodesFor(timelock.chainId)
  const known = await readTimelock(store, timelock)
  if (known && (why !== 'config' || known.why === 'config')) {
    await touchTimelock(store, { ...timelock, now: context.now() })
    return { kind: 'followed', timelock: known }
  }
  const refusal = why === 'config' ? undefined : await refuseMore(context, why)
  if (refusal) return refusal
  if (why === 'asked') await expectHeard(context, timelock)
  const { head } = await readAgreedHead(nodes)
  const verdict = await detectTimelockAt(context, { timelock, block: head })
  if (!verdict.isTimelock) return { kind: 'refused', reason: verdict.reason, retry: false }
  const { address } = timelock
  const firstBlock = await findFirstBlock(nodes, { address, head })
  const since = firstBlock.known ? firstBlock.value : (deploymentBlock ?? 0n)
  // In blocks that may be replaced it may come to be sooner, with all that its making tells.
  const final = head.number - BigInt(context.confirmationsFor(timelock.chainId))
  const scanFrom = since < final ? since : final > 0n ? final : 0n
  if (why !== 'config') await makeRoom(context)
  const { detection } = verdict
  const now = context.now()
  await saveTimelock(store, { timelock, detection, firstBlock, scanFrom, why, now })
  await askForIndexing(await context.jobs(), timelock)
  const followed = await readTimelock(store, timelock)
  if (!followed) return busy
  return { kind: 'followed', timelock: followed }
}

/** Milliseconds: somebody waits for what has become of it. */
const patience = 4_000

/** @throws RpcUnreachableError where no node is heard in time. */
async function expectHeard(context: FollowContext, { chainId }: ChainAddress): Promise<void> {
  const client = await heardClient(context, { chainId, patience })
  if (client !== silentClient) return
  throw new RpcUnreachableError({ chainId, request: 'eth_getBlockByNumber', cause: undefined })
}

const busy = {
  kind: 'refused',
  reason: 'Too many timelocks are asked for at this moment. Try again in a minute.',
  retry: true,
} as const

const hour = 3_600_000

async function refuseMore(
  { store, limits, now }: FollowContext,
  why: FollowedWhy,
): Promise<FollowOutcome | undefined> {
  if (limits.maximum === 0) {
    const reason = 'This instance follows configured timelocks only.'
    return { kind: 'refused', reason, retry: false }
  }
  const others = await listForgettable(store)
  // What a search finds takes nobody's place.
  if (why === 'found' && others.length >= limits.maximum) return busy
  const since = now().getTime() - hour
  const recent = others.filter((each) => each.since.getTime() > since)
  return recent.length >= limits.perHour ? busy : undefined
}

/** The one at which nobody has looked for longest gives way. */
async function makeRoom({ store, limits }: FollowContext): Promise<void> {
  const others = await listForgettable(store)
  for (const each of others.slice(0, Math.max(0, others.length + 1 - limits.maximum))) {
    await forgetTimelock(store, each)
  }
}
