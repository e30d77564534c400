import { numberToHex, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { nthAddress } from '@/test/queue-store'
import { compareReadings } from './compare-readings'
import type { QueueReading } from './queue-source'

type Operation = QueueReading['operations'][number]

const operation = (n: number, address = zeroAddress as Operation['timelock']['address']) =>
  ({
    timelock: { chainId: 1, address },
    id: numberToHex(n, { size: 32 }),
    standing: 'waiting',
    due: 5n,
    instances: 1,
  }) as Operation
const reading = (
  operations: Operation[],
  { timelocks = 1, isCut = false }: { timelocks?: number; isCut?: boolean } = {},
): QueueReading => ({ operations, coverage: { timelocks, incomplete: [] }, isCut })
const complete = { hasAll: () => true }
const behind = { hasAll: () => false }
const known = { operations: [operation(1)], timelocks: 1 }
const kinds = ({ changes }: ReturnType<typeof compareReadings>) =>
  changes.map(({ change }) => change)

test('default: what is missing in all of a timelock was taken back', () => {
  const compared = compareReadings(complete, known, reading([]))
  expect(kinds(compared)).toEqual(['retracted'])
  expect(compared.operations).toEqual([])
})

test('behavior: what is missing while not all was read is kept in mind', () => {
  const compared = compareReadings(behind, known, reading([]))
  expect(kinds(compared)).toEqual([])
  // It comes again: nothing happened. It does not: it was taken back.
  expect(kinds(compareReadings(complete, compared, reading([operation(1)])))).toEqual([])
  expect(kinds(compareReadings(complete, compared, reading([])))).toEqual(['retracted'])
})

test('behavior: of a timelock that is not followed any more nothing was taken back', () => {
  const other = operation(2, nthAddress(7))
  const both = { operations: [operation(1), other], timelocks: 2 }
  const compared = compareReadings(complete, both, reading([operation(1)], { timelocks: 1 }))
  expect(kinds(compared)).toEqual([])
  expect(compared.forgotten).toEqual([`1:${nthAddress(7)}`])
  const twin = compareReadings(complete, both, reading([operation(1)], { timelocks: 2 }))
  expect(kinds(twin)).toEqual(['retracted'])
})

test('behavior: behind the last page nothing is known', () => {
  const compared = compareReadings(complete, known, reading([operation(3)], { isCut: true }))
  expect(kinds(compared)).toEqual(['scheduled'])
})
