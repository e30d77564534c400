import { expect, test } from 'vitest'
import { sampleSimulation } from '@/lib/core/report/__fixtures__/sample-simulation'
import { describeAmount, flowEdges } from './flow-edges'
import { layOutFlows } from './flow-layout'

const { moves } = sampleSimulation.simulation.flows

test('default: the same asset between the same two is one edge', () => {
  const edges = flowEdges([...moves, ...moves])
  expect(edges).toHaveLength(moves.length)
  expect(edges.map(describeAmount)).toEqual([
    '0.000000000000000014 ETH',
    '10',
    'no. 3',
    '4 of no. 3',
  ])
  expect(edges.every((edge) => edge.moves === 2)).toBe(true)
})

test('behavior: everybody has one place at each side, and nothing is drawn of nothing', () => {
  const { boxes, curves, height } = layOutFlows(flowEdges(moves))
  expect(boxes.map(({ x }) => x > 0)).toEqual([false, true, true])
  expect(curves).toHaveLength(4)
  expect(height).toBeGreaterThan(0)
  expect(layOutFlows([]).boxes).toEqual([])
})
