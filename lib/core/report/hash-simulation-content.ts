import { type Hash, isAddressEqual, keccak256, stringToBytes } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { Finding } from '@/lib/core/check/finding'
import type { Simulation, SimulationStep } from '@/lib/core/simulation/simulation'
import { decimalStrings } from './decimal-strings'
import { subjectText } from './is-same-subject'
import type { SimulationReport } from './simulation-report'

/**
 * The hash of what a simulation comes to: the same path with the same effect on the world, whenever it was walked. Gas,
 * times that the timelock keeps and words that only tell of the moment make no other one.
 */
export function hashSimulationContent({
  input,
  simulation,
  reads,
  findings,
  verdict,
}: SimulationReport): Hash {
  const { path, steps, flows, created, gaps, diff } = simulation
  const content = {
    subject: subjectText(input),
    steps: steps.map(stepOf),
    diff: diff.known ? writtenOf(simulation, input.protocol.timelock) : diff,
    reads: reads.known ? reads.value.map(({ contract, expression }) => [contract, expression]) : [],
    findings: findings.map(findingOf),
    ...{ path, flows, created, gaps, verdict },
  }
  return keccak256(stringToBytes(canonicalJson(decimalStrings(content))))
}

function stepOf({ kind, outcome }: SimulationStep) {
  const message = outcome.status === 'reverted' ? outcome.failure.message : undefined
  return { kind, status: outcome.status, message }
}

/** Of the timelock only which words: in them stands from when an operation is ready. */
function writtenOf({ diff }: Pick<Simulation, 'diff'>, timelock: `0x${string}` | undefined) {
  if (!diff.known) return []
  return diff.value.contracts.map(({ address, storage, balance, codeHash }) => {
    const isTimelock = timelock !== undefined && isAddressEqual(address, timelock)
    const words = storage.map(({ slot, after }) => [slot, isTimelock ? '' : after])
    return { address, words, balance, codeHash }
  })
}

function findingOf({ check, subject, verdict }: Finding) {
  return { check, subject, verdict }
}
