import type { Address } from 'viem'
import { startAnvil } from '@/demo/chain/start-anvil'
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

/** The same calls with nothing around them: what a script with `fetch` would take. */
export async function replayRequests(
  requests: readonly ForkRequest[],
  { forkUrl, block }: { forkUrl: string; block: bigint },
): Promise<void> {
  const args = ['--no-mining', '--disable-default-create2-deployer']
  const anvil = await startAnvil({ forkUrl, forkBlockNumber: Number(block), args })
  for (const [id, { method, params }] of requests.entries()) {
    const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(anvil.rpcUrl, { method: 'POST', headers, body })
    const answer = (await response.json()) as { error?: unknown }
    if (answer.error) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
  }
  await anvil.stop()
}
