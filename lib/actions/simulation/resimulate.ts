import type { Address, Client } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { compareWithNode } from '@/lib/actions/simulation/compare-with-node'
import { planPath } from '@/lib/actions/simulation/plan-path'
import { readPathFacts } from '@/lib/actions/simulation/read-path-facts'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { BaseError } from '@/lib/core/error/base-error'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import { inputConflicts } from '@/lib/core/report/input-conflicts'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'

/** What another node says of a simulation, and where the two differ, in words. */
export type Resimulation = {
  readonly block: bigint
  readonly transactions: number
  readonly words: number
  readonly differences: readonly string[]
}

/**
 * Walks the path of a simulation again by `eth_simulateV1` of a node, which needs no fork: the plan is made here, from what
 * that node says of the Safe and the timelock, and status, gas, events, ether and every word that was written are held
 * against the simulation. What no sources are needed for is all that is compared.
 *
 * @throws BaseError where the node cannot do it
 */
export async function resimulate(reader: Client, report: SimulationReport): Promise<Resimulation> {
  const { input, simulation } = report
  const { chainId, block } = input
  const own = await readBlock(reader, { chainId, blockNumber: block.number })
  if (own.hash !== block.hash) {
    throw new BaseError('To this node, that block is another one.', {
      facts: [
        ['Simulated', block.hash],
        ['Here', own.hash],
      ],
    })
  }
  const facts = await readFacts(reader, report)
  const read = await readPathFacts(reader, { input, facts })
  const scheduleOnly = simulation.path === 'schedule'
  const plan = planPath({ input, facts, read, scheduleOnly })
  if (!plan.known)
    throw new BaseError('No path can be planned here.', { facts: [['Why', plan.reason]] })
  const compared = await compareWithNode(reader, {
    plan: plan.value,
    gas: read.gasLimit,
    simulation,
  })
  if (!compared.known)
    throw new BaseError('This node cannot tell.', { facts: [['Why', compared.reason]] })
  const { steps, diff } = simulation
  const transactions = steps.filter(
    ({ outcome }) => 'transaction' in outcome && outcome.transaction,
  ).length
  if (transactions === 0)
    throw new BaseError('No transaction of it ran: there is nothing to compare.')
  return {
    block: block.number,
    transactions,
    words: diff.known
      ? diff.value.contracts.reduce((sum, { storage }) => sum + storage.length, 0)
      : 0,
    differences: [
      ...inputConflicts(input).map(({ where }) => `The simulation is of two things: ${where}.`),
      ...bytesDiffer(report, facts),
      ...(canonicalJson(plan.value.overrides) === canonicalJson(simulation.overrides)
        ? []
        : ['Something else would be made up here for the same path.']),
      ...compared.value.differences,
    ],
  }
}

/** The roles of whom the simulation has acting are confirmed: who else holds them takes too long to find out here. */
async function readFacts(
  reader: Client,
  { input: { chainId, block, protocol }, simulation: { steps } }: SimulationReport,
): Promise<ProtocolFacts> {
  const { facts } = await readProtocolAt(reader, { chainId, protocol, block, logs: [] })
  if (!protocol.timelock) return facts
  const acting = steps.flatMap(({ outcome }) =>
    'transaction' in outcome && outcome.transaction ? [outcome.transaction.from] : [],
  )
  const holders: Address[] = [...new Set([...(protocol.safe ? [protocol.safe] : []), ...acting])]
  const role = { open: false, holders }
  const timelock = await readKnown(
    'the timelock',
    readTimelock(reader, {
      timelock: { chainId, address: protocol.timelock },
      blockNumber: block.number,
      claimed: { proposer: role, executor: role, canceller: role, admin: role },
    }),
  )
  return { ...facts, timelock }
}

/** What the page shows to be signed is the hash of the transaction that was simulated. */
function bytesDiffer(
  { input: { transaction }, simulation }: SimulationReport,
  { safe }: ProtocolFacts,
): string[] {
  if (!transaction || !safe.known) return []
  const { safeTxHash } = hashSafeTransaction({ transaction, version: safe.value.version })
  return safeTxHash === simulation.safeTxHash
    ? []
    : [`The safeTxHash of what was simulated is ${safeTxHash}.`]
}
