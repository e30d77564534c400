import { describe, expect, test } from 'vitest'
import { layOut } from '@/lib/core/storage-layout/__fixtures__/lay-out'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { type SlotSegment, slotBars } from './slot-bars'

const draw = (from: StorageLayout, to: StorageLayout) =>
  slotBars(diffStorageLayouts({ from, to }).rows).map((bars) =>
    bars.kind === 'fold'
      ? `${bars.first}–${bars.last}: ${bars.variables} the same`
      : `${bars.first}${bars.last === bars.first ? '' : `–${bars.last}`}: ${side(bars.before)} | ${side(bars.after)}`,
  )
const side = (segments: readonly SlotSegment[]) =>
  segments
    .map(
      ({ path, offset, bytes, state, other }) =>
        `${path} ${offset}+${bytes} ${state}${other ? ` ${other}` : ''}`,
    )
    .join(', ')

test('default', () => {
  const from = layOut(['delay', 'uint32'], ['last', 'uint64'], ['cap', 'uint256'])
  const to = layOut(
    ['delay', 'uint32'],
    ['fresh', 'uint64'],
    ['last', 'uint64'],
    ['cap', 'uint256'],
  )
  expect(draw(from, to)).toEqual([
    '0: delay 0+4 same, last 4+8 moved 0:12 | delay 0+4 same, fresh 4+8 new, last 12+8 moved 0:4',
    '1: cap 0+32 same | cap 0+32 same',
  ])
})

describe('behavior', () => {
  test('an inserted variable shifts all behind it, each with the place on the other side', () => {
    const names = ['a', 'b', 'c'].map((name) => [name, 'uint256'] as const)
    expect(draw(layOut(...names), layOut(['x', 'uint256'], ...names))).toEqual([
      '0: a 0+32 moved 1:0 | x 0+32 new',
      '1: b 0+32 moved 2:0 | a 0+32 moved 0:0',
      '2: c 0+32 moved 3:0 | b 0+32 moved 1:0',
      '3:  | c 0+32 moved 2:0',
    ])
  })

  test('slots that one variable fills are one bar, however many they are', () => {
    const list = ['list', { array: 'uint256', length: 1_000_000 }] as const
    const from = layOut(list, ['cap', 'uint256'])
    const to = layOut(list, ['cap', 'uint128'])
    expect(draw(from, to)).toHaveLength(2)
    expect(draw(from, to)[0]).toMatch(/^0–999999: /)
  })

  test('runs in which nothing changes are folded, shorter ones are not', () => {
    const many = ['a', 'b', 'c'].map((name) => [name, 'uint256'] as const)
    expect(draw(layOut(...many), layOut(...many))).toEqual(['0–2: 3 the same'])
    expect(draw(layOut(['a', 'uint256']), layOut(['a', 'uint256']))).toHaveLength(1)
    expect(draw(layOut(), layOut())).toEqual([])
  })

  test('what is gone and what is read as something else is told from what is the same', () => {
    const from = layOut(['a', 'uint256'], ['b', 'uint256'])
    const to = layOut(['a', 'address'])
    expect(draw(from, to)).toEqual(['0: a 0+32 changed | a 0+20 changed', '1: b 0+32 gone | '])
  })
})
