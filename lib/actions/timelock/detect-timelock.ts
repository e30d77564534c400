import type { Client, Hex } from 'viem'
import { call } from 'viem/actions'
import { readCodeBehind } from '@/lib/actions/timelock/read-code-behind'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type {
  Answer,
  TimelockAdapter,
  TimelockEvidence,
} from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type DetectTimelockParameters = {
  readonly at: ChainAddress
  /** Everything is read at this block. */
  readonly blockNumber: bigint
  /** Kinds to be tried, in this order. */
  readonly adapters: readonly TimelockAdapter[]
}

/** What kind of timelock stands at an address, or why it is none, in sentences. */
export type DetectedTimelock =
  | { readonly isTimelock: true; readonly detection: TimelockDetection }
  | { readonly isTimelock: false; readonly reason: string }

/**
 * Tells what kind of timelock stands at an address, by the code that runs there and by what it answers.
 *
 * @throws RpcUnreachableError
 */
export async function detectTimelock(
  client: Client,
  { at, blockNumber, adapters }: DetectTimelockParameters,
): Promise<DetectedTimelock> {
  const { account, code } = await readAccountCode(client, { ...at, blockNumber })
  if (account.kind === 'none') return { isTimelock: false, reason: nobody }
  if (account.kind === 'delegated') return { isTimelock: false, reason: lent }
  const probes = [...new Set(adapters.flatMap((adapter) => adapter.probes))]
  const [behind, ...answers] = await Promise.all([
    readCodeBehind(client, { at, blockNumber }),
    ...probes.map((data) => ask(client, { at, data, blockNumber })),
  ])
  const answerTo = new Map(probes.map((probe, index) => [probe, answers[index]]))
  const evidenceFor = (adapter: TimelockAdapter): TimelockEvidence => ({
    code,
    behind,
    answers: adapter.probes.map((probe) => answerTo.get(probe)),
  })
  for (const adapter of adapters) {
    const detection = adapter.detect(evidenceFor(adapter))
    if (detection) return { isTimelock: true, detection }
  }
  const reasons = adapters.flatMap((each) => each.explainRefusal?.(evidenceFor(each)) ?? [])
  return { isTimelock: false, reason: [unknownKind, ...reasons].join(' ') }
}

const nobody = 'No code stands at this address: it is an account of a person, or nothing.'
const lent =
  'An account of a person stands at this address. It has lent itself code (EIP-7702), which its key can change at any time.'
const unknownKind = 'This contract is no timelock of a kind that is known.'

async function ask(
  client: Client,
  { at, data, blockNumber }: { at: ChainAddress; data: Hex; blockNumber: bigint },
): Promise<Answer> {
  try {
    const answer = await call(client, { to: at.address, data, blockNumber })
    return answer.data ?? '0x'
  } catch (cause) {
    if (isContractsAnswer(cause)) return undefined
    throw new RpcUnreachableError({
      chainId: at.chainId,
      request: `getters of ${at.address}`,
      cause,
    })
  }
}
