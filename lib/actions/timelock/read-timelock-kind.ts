import type { Client, Hex } from 'viem'
import { call } from 'viem/actions'
import { readCodeBehind } from '@/lib/actions/timelock/read-code-behind'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { detectTimelock, type TimelockVerdict } from '@/lib/core/timelock/kind/detect-timelock'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

/**
 * Reads at one block what kind of timelock stands at an address, by the code that runs there and by what it answers.
 *
 * @throws RpcUnreachableError
 */
export async function readTimelockKind(
  client: Client,
  { at, blockNumber }: { at: ChainAddress; blockNumber: bigint },
): Promise<TimelockVerdict> {
  const adapters = Object.values(timelockAdapters)
  const [{ code }, behind, ...answers] = await Promise.all([
    readAccountCode(client, { ...at, blockNumber }),
    readCodeBehind(client, { at, blockNumber }),
    ...adapters.map(({ probes }) =>
      Promise.all(probes.map((data) => ask(client, { at, data, blockNumber }))),
    ),
  ])
  const byKind = adapters.map(({ kind }, index) => [kind, answers[index]])
  const answersByKind = Object.fromEntries(byKind) as Record<TimelockKind, readonly Answer[]>
  return detectTimelock({ code, answersByKind, behind })
}

async function ask(
  client: Client,
  { at, data, blockNumber }: { at: ChainAddress; data: Hex; blockNumber: bigint },
): Promise<Answer> {
  try {
    const answer = await call(client, { to: at.address, data, blockNumber })
    return answer.data ?? '0x'
  } catch (cause) {
    if (isContractsAnswer(cause)) return undefined
    const request = `getters of ${at.address}`
    throw new RpcUnreachableError({ chainId: at.chainId, request, cause })
  }
}
