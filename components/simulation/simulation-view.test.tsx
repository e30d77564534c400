import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { sampleSimulation } from '@/lib/core/report/__fixtures__/sample-simulation'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import type { Simulation } from '@/lib/core/simulation/simulation'
import { SimulationHead } from './simulation-head'
import { SimulationView } from './simulation-view'

const { simulation } = sampleSimulation
const hash = simulation.block.hash

const draw = (report: SimulationReport = sampleSimulation) =>
  renderToStaticMarkup(<SimulationView report={report} />)
const drawn = (change: Partial<Simulation>) =>
  draw({ ...sampleSimulation, simulation: { ...simulation, ...change } })

test('default', () => {
  const html = draw()
  for (const said of [
    'config.owner',
    'no value of its type',
    'no such variable',
    'not decoded',
    'no layout names it',
    'Only its owner may.',
    'One owner approves.',
    'cap()',
    'without limit',
    'events that have the name of a transfer',
    '1 word of storage was not decoded.',
    'not reached',
  ]) {
    expect(html).toContain(said)
  }
})

test('behavior: what is unknown is said to be, and nothing is never drawn as something', () => {
  const reason = 'the node was silent'
  const unknown = { known: false, reason } as const
  const none = { moves: [], allowances: [], unread: [] }
  const html = draw({
    ...sampleSimulation,
    reads: unknown,
    simulation: { ...simulation, diff: unknown, flows: none, steps: [], overrides: [] },
  })
  expect(html).toContain('What is written is unknown')
  expect(html).toContain('What reads differently is unknown')
  expect(html).toContain(reason)
  // Nothing ran, so that nothing moved says nothing.
  expect(html).not.toContain('No ether and no token changes hands.')
  const diff = { known: true, value: { contracts: [], undecoded: 0 } } as const
  expect(drawn({ diff, flows: none })).not.toContain('Nothing is written')
  const done = simulation.steps.slice(0, 2)
  const whole = drawn({ diff, flows: none, steps: done })
  expect(whole).toContain('Nothing is written')
  expect(whole).toContain('No ether and no token changes hands. No allowance is given.')
})

test('behavior: five thousand calls are drawn in part, and it is said', () => {
  const [step] = simulation.steps
  const transaction = step?.outcome.status === 'done' ? step.outcome.transaction : undefined
  if (!step || !transaction?.frames.known) throw new Error('the sample has them')
  const [frame] = transaction.frames.value
  if (!frame) throw new Error('the sample has one')
  const value = Array.from({ length: 5_000 }, (_, depth): CallFrame => ({ ...frame, depth }))
  const outcome = {
    status: 'done',
    transaction: { ...transaction, frames: { known: true, value } },
  } as const
  const html = drawn({ steps: [{ ...step, outcome }] })
  expect(html).toContain('4,700 more calls in the raw data.')
  expect(html.length).toBeLessThan(600_000)
})

test('behavior: hostile words are shown as what they are', () => {
  const hostile = '<script>\u202Eevil'
  const html = drawn({ gaps: [hostile] })
  expect(html).not.toContain('<script>')
  expect(html).not.toContain('\u202E')
  expect(html).toContain('U+202E')
})

test('behavior: the head says how old it is, and that it is unknown where the chain is silent', () => {
  const { block } = simulation
  const drawHead = (head?: typeof block, confirmedBlock = block.number) =>
    renderToStaticMarkup(
      <SimulationHead
        report={sampleSimulation}
        hash={hash}
        confirmedBlock={confirmedBlock}
        head={head}
      />,
    )
  const later = { ...block, number: block.number + 30n, timestamp: block.timestamp + 360n }
  expect(drawHead(block)).not.toContain('ago')
  expect(drawHead(later)).toContain('30 blocks ago, 6 min')
  expect(drawHead(later, block.number + 10n)).toContain('20 blocks ago')
  expect(drawHead()).toContain('how old this is is unknown')
})
