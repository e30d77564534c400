import { type Address, type Client, type Hash, isAddressEqual } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { planPath } from '@/lib/actions/simulation/plan-path'
import { readPathFacts } from '@/lib/actions/simulation/read-path-facts'
import { type RunOnFork, runOnFork } from '@/lib/actions/simulation/run-on-fork'
import type { Forks } from '@/lib/adapters/fork/forks'
import { withFork } from '@/lib/adapters/fork/open-fork'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ReplayOverride } from '@/lib/core/replay/replay'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { joinStateDiffs, type RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { type ReadReplaySubjectReturnType, readReplaySubject } from './read-replay-subject'

export type PatchTools = {
  readonly client: Client
  /** The node that is forked. */
  readonly rpcUrl: string
  readonly forks: Forks
}

export type ReadPatchedSubjectParameters = {
  readonly input: ReviewInput
  /** Instead of what the calls of the patch leave. */
  readonly overrides?: readonly ReplayOverride[] | undefined
  readonly signal?: AbortSignal | undefined
}

/** Words beyond are not put into every transaction. */
const mostWords = 1_000

/**
 * Finds out what is replayed, as `readReplaySubject` does. Where the patch does more than replace code, its calls are run on
 * a fork of the block first, through Safe and timelock, and what they leave in storage is what the new code finds.
 *
 * @throws RpcUnreachableError, AnvilMissingError, the reason of the signal
 */
export async function readPatchedSubject(
  { client, rpcUrl, forks }: PatchTools,
  { input, overrides, signal }: ReadPatchedSubjectParameters,
): Promise<Omit<ReadReplaySubjectReturnType, 'isPlain'>> {
  const { isPlain, subject, gaps } = await readReplaySubject(client, { input, overrides })
  if (isPlain || overrides) return { subject, gaps }
  const diff = await attempt(() => runPatch({ client, rpcUrl, forks }, { input, signal }), signal)
  if (!diff.known) return { subject, gaps: [...gaps, `${notApplied}: ${diff.reason}`] }
  const { safe, timelock } = input.protocol
  const isOurs = (address: Address) =>
    [safe, timelock].some((one) => one !== undefined && isAddressEqual(one, address))
  const isTheCode = (address: Address, slot: Hash) =>
    subject.replaced.some((one) => isAddressEqual(one.holder, address) && one.slot === slot)
  const accounts = [...diff.value.values()].toSorted((a, b) => (a.address < b.address ? -1 : 1))
  const left = accounts.flatMap(({ address, storage }): ReplayOverride[] =>
    isOurs(address)
      ? []
      : [...storage]
          .filter(([slot, { before, after }]) => before !== after && !isTheCode(address, slot))
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([slot, { before, after }]) => {
            return { address, slot, word: after, before, reason }
          }),
  )
  if (left.length > mostWords) {
    const many = `its calls write ${left.length} words, of which ${mostWords} are the most`
    return { subject, gaps: [...gaps, `${notApplied}: ${many}.`] }
  }
  const own = input.calls.filter(({ target }) => isOurs(target)).length
  return {
    subject: { ...subject, overrides: left },
    gaps: [
      ...gaps,
      ...accounts.flatMap(({ address, codeHash }) =>
        codeHash ? [`The code that the patch puts at ${address} was not applied.`] : [],
      ),
      ...accounts.flatMap(({ address, balance }) =>
        balance ? [`What the patch moves of the ether of ${address} was not applied.`] : [],
      ),
      ...(own > 0 ? ['What the patch changes of its own Safe or timelock was not applied.'] : []),
    ],
  }
}

const notApplied =
  'What the patch does beside replacing code, its migrations among it, was not applied'
const reason = 'left by the calls of the patch, which were run on a fork of the block'

async function runPatch(
  { client, rpcUrl, forks }: PatchTools,
  { input, signal }: ReadPatchedSubjectParameters,
): Promise<Known<RawStateDiff>> {
  const { chainId, protocol, block } = input
  const logs = await readTimelockLogs(client, input)
  const { facts } = await readProtocolAt(client, { chainId, protocol, block, logs })
  const read = await readPathFacts(client, { input, facts })
  const plan = planPath({ input, facts, read })
  if (!plan.known) return plan
  const at = { rpcUrl, blockNumber: block.number, signal }
  return await withFork(forks, at, async (fork) =>
    joinSteps(await runOnFork(fork, { plan: plan.value, gas: read.gasLimit })),
  )
}

/** What the steps changed together; undefined where one of them did not come through. */
function joinSteps({ steps }: RunOnFork): Known<RawStateDiff> {
  let joined: RawStateDiff = new Map()
  for (const { step, run } of steps) {
    if (!step.transaction) continue
    if (!run?.known) return run ?? { known: false, reason: `${step.title}: not reached` }
    if (!run.value.transaction.succeeded) return { known: false, reason: `${step.title}: reverts` }
    if (!run.value.diff.known) return run.value.diff
    joined = joinStateDiffs(joined, run.value.diff.value)
  }
  return { known: true, value: joined }
}

async function attempt<T>(
  work: () => Promise<Known<T>>,
  signal: AbortSignal | undefined,
): Promise<Known<T>> {
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: said ? `${error.shortMessage} ${said}` : error.shortMessage }
  }
}
