import { expect, test } from 'vitest'
import { sampleSimulation } from './__fixtures__/sample-simulation'
import { hashSimulationContent } from './hash-simulation-content'
import type { SimulationReport } from './simulation-report'

const hash = hashSimulationContent(sampleSimulation)
const { simulation, input, findings } = sampleSimulation

function changed(change: Partial<SimulationReport>): boolean {
  return hashSimulationContent({ ...sampleSimulation, ...change }) !== hash
}

/** The only contract that is written, with another word after it. */
function written(after: `0x${string}`, timelock = input.protocol.timelock): SimulationReport {
  const { diff } = simulation
  if (!diff.known) throw new Error('the sample knows it')
  const contracts = diff.value.contracts.map((one) => ({
    ...one,
    storage: one.storage.map((slot) => ({ ...slot, after })),
  }))
  return {
    ...sampleSimulation,
    input: { ...input, protocol: { ...input.protocol, timelock } },
    simulation: { ...simulation, diff: { known: true, value: { ...diff.value, contracts } } },
  }
}

test('default: another block and other gas make no other simulation', () => {
  const block = { ...input.block, number: 99n, hash: `0x${'9'.repeat(64)}` } as const
  expect(changed({ input: { ...input, block }, simulation: { ...simulation, block } })).toBe(false)
  expect(changed({ simulation: { ...simulation, gasLimit: { known: true, value: 1n } } })).toBe(
    false,
  )
})

test('behavior: another effect, another verdict, another subject do', () => {
  expect(changed({ simulation: { ...simulation, created: [] } })).toBe(true)
  expect(changed({ simulation: { ...simulation, gaps: [] } })).toBe(true)
  expect(changed({ findings: findings.map((one) => ({ ...one, verdict: 'warn' })) })).toBe(true)
  expect(changed({ input: { ...input, calls: [] } })).toBe(true)
})

test('behavior: a word that is written counts, but for those of the timelock, which hold times', () => {
  const [one, other] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`] as const
  const { diff } = simulation
  const vault = diff.known ? diff.value.contracts[0]?.address : undefined
  const hashes = (timelock?: typeof vault) =>
    [one, other].map((word) => hashSimulationContent(written(word, timelock)))
  expect(new Set(hashes()).size).toBe(2)
  expect(new Set(hashes(vault)).size).toBe(1)
})
