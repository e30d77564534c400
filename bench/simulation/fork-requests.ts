import type { Address } from 'viem'
import { createCodeReviewer } from '@/lib/actions/review/review-code'
import { explainRun } from '@/lib/actions/simulation/explain-run'
import { planPath } from '@/lib/actions/simulation/plan-path'
import { readPathFacts } from '@/lib/actions/simulation/read-path-facts'
import { readForkCode, runOnFork } from '@/lib/actions/simulation/run-on-fork'
import {
  knownPreimages,
  type SimulatePatchParameters,
  type SimulationTools,
} from '@/lib/actions/simulation/simulate-patch'
import { type Fork, withFork } from '@/lib/adapters/fork/open-fork'

export type ForkRequest = { readonly method: string; readonly params: readonly unknown[] }

/** Everything that a simulation asks its fork. A fork of the same block answers it the same way again. */
export async function recordRequests(
  { client, rpcUrl, forks, workshop }: SimulationTools,
  { input, chain: { facts } }: SimulatePatchParameters,
): Promise<ForkRequest[]> {
  const read = await readPathFacts(client, { input, facts })
  const planned = planPath({ input, facts, read })
  if (!planned.known) throw new Error(planned.reason)
  const plan = planned.value
  const requests: ForkRequest[] = []
  await withFork(forks, { rpcUrl, blockNumber: input.block.number }, async (fork) => {
    const request: Fork['request'] = (method, params) => {
      requests.push({ method, params })
      return fork.request(method, params)
    }
    const ran = await runOnFork({ ...fork, request }, { plan, gas: read.gasLimit })
    const reviewCode = createCodeReviewer(workshop)
    const preimages = knownPreimages(plan.operationId)
    const codeAt = (address: Address) => readForkCode({ request }, address)
    await explainRun({ reviewCode, codeAt }, { input, plan, ...ran, preimages })
  })
  return requests
}

/** The same calls to a fork of its own, with nothing around them. */
export async function replayRequests(
  requests: readonly ForkRequest[],
  {
    rpcUrl,
    forks,
    blockNumber,
  }: Pick<SimulationTools, 'rpcUrl' | 'forks'> & { blockNumber: bigint },
): Promise<void> {
  await withFork(forks, { rpcUrl, blockNumber }, async ({ request }) => {
    for (const { method, params } of requests) await request(method, params)
  })
}
