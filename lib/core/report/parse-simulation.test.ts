import { describe, expect, test } from 'vitest'
import { sampleReport } from './__fixtures__/sample-report'
import { sampleSimulation } from './__fixtures__/sample-simulation'
import { parseSimulation } from './parse-simulation'
import { serializeReport } from './serialize-report'
import { serializeSimulation } from './serialize-simulation'
import type { SimulationReport } from './simulation-report'

const json = serializeSimulation(sampleSimulation)

/** The JSON with one text in place of another. */
function forge(from: string | RegExp, to: string): string {
  const forged = json.replace(from, to)
  expect(forged).not.toBe(json)
  return forged
}

function refusal(text: string): string {
  try {
    parseSimulation(text)
  } catch (error) {
    return error instanceof Error ? `${error.name}\n${error.message}` : String(error)
  }
  return 'it was read'
}

test('default', () => {
  const report = parseSimulation(json)
  expect(report).toEqual(sampleSimulation)
  expect(serializeSimulation(report)).toBe(json)
})

test('behavior: one in which nothing ran', () => {
  const reason = 'the node was silent'
  const unknown = { known: false, reason } as const
  const { chainId, block } = sampleSimulation.simulation
  const bare: SimulationReport = {
    ...sampleSimulation,
    simulation: {
      ...{ chainId, block, engine: 'eth_simulateV1', path: 'direct', verdict: 'unknown' },
      ...{ gasLimit: unknown, diff: unknown, compared: unknown },
      ...{ overrides: [], steps: [], created: [], gaps: [reason] },
      flows: { moves: [], allowances: [], unread: [] },
    },
    reads: unknown,
    abis: {},
    bundles: {},
    facts: [],
    findings: [],
  }
  const text = serializeSimulation(bare)
  expect(text).not.toMatch(/null|undefined/)
  expect(parseSimulation(text)).toEqual(bare)
})

describe('error', () => {
  test('error: a report of a review', () => {
    expect(refusal(serializeReport(sampleReport))).toMatchInlineSnapshot(`
      "InvalidSimulationError
      This is not a simulation.
      schema: Expected one of: suture/simulation/1.
      simulation: Expected object.
      reads: Expected object.
      facts.0.subject: Expected string.
      simulation: No member of a simulation: accounts, upgrades.
      suture simulate --format json writes one; public/schema/simulation-1.json describes it."
    `)
  })

  test('error: a verdict that nobody gives, an amount that is no integer', () => {
    expect(refusal(forge('"verdict":"fail"', '"verdict":"fine"'))).toContain('Expected one of')
    expect(refusal(forge('"gasUsed":"90000"', '"gasUsed":90000'))).toContain('gas as a string')
    expect(refusal(forge('"gasUsed":"90000"', '"gasUsed":"090000"'))).toContain('gas in decimal')
  })

  test.each([
    ['of the simulation', '"gaps":', '"trusted":true,"gaps":'],
    ['of a call', '"undone":false', '"undone":false,"hidden":true'],
    ['of a slot', '"problem":', '"sound":true,"problem":'],
    ['__proto__', '"facts":', '"__proto__":{"verdict":"pass"},"facts":'],
  ])('error: a member too many, %s', (_name, from, to) => {
    expect(refusal(forge(from, to))).toMatch(/^InvalidSimulationError\n.*\n.*(No member|none of)/)
  })

  test('error: what would be written otherwise', () => {
    const { hash } = sampleSimulation.simulation.block
    expect(refusal(forge(hash, `0x${hash.slice(2).toUpperCase()}`))).toContain('block.hash')
  })
})
