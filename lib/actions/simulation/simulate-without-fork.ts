import { type Address, type Client, concat, type Hash, keccak256, numberToHex } from 'viem'
import { createCodeReviewer, type Workshop } from '@/lib/actions/review/review-code'
import { explainRun } from '@/lib/actions/simulation/explain-run'
import type { PathPlan } from '@/lib/actions/simulation/path-plan'
import { planPath } from '@/lib/actions/simulation/plan-path'
import { readPathFacts } from '@/lib/actions/simulation/read-path-facts'
import type { RunStep } from '@/lib/actions/simulation/run-on-fork'
import {
  knownPreimages,
  type SimulatePatchParameters,
  unknownSimulation,
} from '@/lib/actions/simulation/simulate-patch'
import { simulateV1 } from '@/lib/adapters/fork/simulate-v1'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { Simulation } from '@/lib/core/simulation/simulation'
import { safeLayout, standardSlots } from '@/lib/core/simulation/standard-layouts'

/**
 * Tries a patch by `eth_simulateV1` of a node, without a fork and so also in a browser. It tells whether each step goes
 * through, its events and the ether that moves; of storage only the places that are asked for, and none of the calls. So
 * what it comes to is never more than unknown.
 */
export async function simulateWithoutFork(
  { client, workshop }: { client: Client; workshop: Workshop },
  {
    input,
    chain: { facts },
    scheduleOnly,
  }: Omit<SimulatePatchParameters, 'signal' | 'compareWith'>,
): Promise<Simulation> {
  const { chainId, block } = input
  const subject = { chainId, block, engine: 'eth_simulateV1' } as const
  try {
    const read = await readPathFacts(client, { input, facts })
    const planned = planPath({ input, facts, read, scheduleOnly })
    if (!planned.known) return unknownSimulation(subject, planned.reason)
    const plan = planned.value
    const ran = await run(client, { input, plan, gas: read.gasLimit })
    const codeAt = async (address: Address) => {
      const code = readAccountCode(client, { chainId, address, blockNumber: block.number })
      const answer = await readKnown(`the code of ${address}`, code)
      return answer.known ? { known: true as const, value: answer.value.code } : answer
    }
    const { told } = await explainRun(
      { reviewCode: createCodeReviewer(workshop), codeAt },
      {
        input,
        plan,
        steps: ran,
        preimages: knownPreimages(plan.operationId),
        tracePreimages: async () => ({ known: false, reason: 'nothing tells what was hashed' }),
      },
    )
    return { ...subject, gasLimit: { known: true, value: read.gasLimit }, ...told }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([label, value]) => `${label} ${value}`).join(', ')
    return unknownSimulation(subject, said ? `${error.shortMessage} ${said}` : error.shortMessage)
  }
}

async function run(
  client: Client,
  { input, plan, gas }: { input: ReviewInput; plan: PathPlan; gas: bigint },
): Promise<RunStep[]> {
  const { block } = input
  const slots = slotsOf(input, plan)
  const transactions = plan.steps.flatMap(({ transaction }) =>
    transaction ? [{ ...transaction, gas }] : [],
  )
  const { overrides } = plan
  const answer = await simulateV1(client, {
    blockNumber: block.number,
    overrides,
    transactions,
    slots,
  })
  const diff = await readDiff(client, { input, plan, slots, words: answer.words })
  let index = 0
  return plan.steps.map((step): RunStep => {
    const transaction = step.transaction && answer.transactions[index++]
    if (!transaction) return { step }
    // All that is written is told of the last one.
    const isLast = index === answer.transactions.length
    const written: Known<RawStateDiff> = isLast ? diff : { known: true, value: new Map() }
    return { step, run: { known: true, value: { transaction, diff: written } } }
  })
}

/** Places that a patch is expected to write: the Safe's own, the operation's, those of proxies. */
function slotsOf({ protocol, calls }: ReviewInput, plan: PathPlan): Map<Address, Hash[]> {
  const slots = new Map<Address, Hash[]>()
  const word = (slot: bigint) => numberToHex(slot, { size: 32 })
  const ofProxies = standardSlots().variables.map(({ slot }) => word(slot))
  const proxies = [
    ...protocol.proxies.map(({ address }) => address),
    ...calls.map((one) => one.target),
  ]
  for (const address of proxies) slots.set(address, [...new Set(ofProxies)])
  if (protocol.safe) {
    slots.set(
      protocol.safe,
      safeLayout().variables.map(({ slot }) => word(slot)),
    )
  }
  if (protocol.timelock) {
    const [ofOperation] = knownPreimages(plan.operationId).map((preimage) => keccak256(preimage))
    slots.set(protocol.timelock, [word(2n), ...(ofOperation ? [ofOperation] : [])])
  }
  return slots
}

async function readDiff(
  client: Client,
  {
    input: { chainId, block },
    plan,
    slots,
    words,
  }: {
    input: ReviewInput
    plan: PathPlan
    slots: ReadonlyMap<Address, readonly Hash[]>
    words: ReadonlyMap<Address, readonly Hash[]>
  },
): Promise<Known<RawStateDiff>> {
  const made = new Map(
    plan.overrides.map(({ address, slot, value }) => [
      concat([address ?? '0x', slot ?? '0x']),
      value,
    ]),
  )
  const read = [...slots].map(async ([address, list]) => {
    const before = await readStorageWords(client, {
      chainId,
      address,
      slots: list.map(BigInt),
      blockNumber: block.number,
    })
    const changes = list.flatMap((slot, index) => {
      const old = (made.get(concat([address, slot])) ?? before.get(BigInt(slot))) as
        | Hash
        | undefined
      const now = words.get(address)?.[index]
      return old && now && old !== now ? [[slot, { before: old, after: now }] as const] : []
    })
    return [address.toLowerCase(), { address, storage: new Map(changes) }] as const
  })
  const accounts = await readKnown('storage', Promise.all(read))
  if (!accounts.known) return accounts
  return {
    known: true,
    value: new Map(accounts.value.filter(([, { storage }]) => storage.size > 0)),
  }
}
