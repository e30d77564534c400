import type { Client } from 'viem'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { readCodeBehind } from '@/lib/actions/timelock/read-code-behind'
import { askContract, type ContractQuestion } from '@/lib/adapters/rpc/ask-contract'
import { NodeRefusedError } from '@/lib/adapters/rpc/node-errors'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { detectTimelock, type TimelockVerdict } from '@/lib/core/timelock/kind/detect-timelock'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

/**
 * Tells what kind of timelock stands at an address, by its code and by what it answers at one block.
 *
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError, RpcUnreachableError: what was not answered tells
 *   nothing.
 */
export async function detectTimelockAt(
  {
    nodesFor,
    clientFor,
  }: {
    readonly nodesFor: IndexContext['nodesFor']
    readonly clientFor: (chainId: number) => Client
  },
  { timelock, block }: { readonly timelock: ChainAddress; readonly block: Block },
): Promise<TimelockVerdict> {
  const { chainId, address } = timelock
  const nodes = nodesFor(chainId)
  const adapters = Object.values(timelockAdapters)
  const questions: ContractQuestion[] = adapters.flatMap(({ probes }) =>
    probes.map((data) => ({ call: { target: address, data } })),
  )
  const [ofCode] = await askContract(nodes, { questions: [{ codeOf: address }], block })
  const answered = (answer: typeof ofCode): Answer => {
    if (answer && 'problem' in answer) {
      const host = nodes.nodes[0]?.host ?? ''
      throw new NodeRefusedError({ host, method: 'eth_call', reason: answer.problem })
    }
    return answer?.answer
  }
  const code = answered(ofCode) ?? '0x'
  // Anybody can make up addresses: what has no code is asked nothing more.
  const answers = code === '0x' ? [] : await askContract(nodes, { questions, block })
  const answersByKind = Object.fromEntries(
    adapters.map(({ kind, probes }) => [kind, answers.splice(0, probes.length).map(answered)]),
  ) as unknown as Record<TimelockKind, readonly Answer[]>
  const behind =
    code === '0x'
      ? undefined
      : await readCodeBehind(clientFor(chainId), { at: timelock, blockNumber: block.number })
  return detectTimelock({ code, answersByKind, behind })
}
