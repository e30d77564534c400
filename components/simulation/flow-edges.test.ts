import { type Address, pad } from 'viem'
import { expect, test } from 'vitest'
import { sampleSimulation } from '@/lib/core/report/__fixtures__/sample-simulation'
import { describeAmount, flowEdges } from './flow-edges'
import { layOutFlows } from './flow-layout'

const { moves } = sampleSimulation.simulation.flows

test('default: the same asset between the same two is one edge', () => {
  const edges = flowEdges([...moves, ...moves])
  expect(edges).toHaveLength(moves.length)
  expect(edges.map(describeAmount)).toEqual(['14 wei', '10', 'no. 3', '4 of no. 3'])
  expect(edges.every((edge) => edge.moves === 2)).toBe(true)
})

test('behavior: everybody has one place at each side, and nothing is drawn of nothing', () => {
  const { boxes, curves, height } = layOutFlows(flowEdges(moves))
  expect(boxes.map(({ x }) => x > 0)).toEqual([false, true, true])
  expect(curves).toHaveLength(4)
  expect(height).toBeGreaterThan(0)
  expect(layOutFlows([]).boxes).toEqual([])
})

test('behavior: who gets stands at the height of who gives', () => {
  const [a, b, c, d] = [1, 2, 3, 4].map((n) => pad(`0x${n}`, { size: 20 })) as [
    Address,
    Address,
    Address,
    Address,
  ]
  const move = (from: Address, to: Address) =>
    ({ step: 0, kind: 'ether', from, to, amount: 1n }) as const
  const { boxes, curves } = layOutFlows(flowEdges([move(a, c), move(b, d), move(a, d), move(a, c)]))
  expect(boxes.map(({ address }) => address)).toEqual([a, b, c, d])
  const heights = curves.map(({ edge: { from, to } }) => [from, to])
  expect(heights).toEqual([
    [a, c],
    [a, d],
    [b, d],
  ])
})
