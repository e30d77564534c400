import { expect, test } from 'vitest'
import { sampleReport } from './__fixtures__/sample-report'
import { parseReportPlace, placeConflicts, type ReportPlace, reportPlace } from './report-place'

const { input } = sampleReport
const place = reportPlace(input)
if (!place) throw new Error('the sample is of an operation')

const wire = {
  chain: String(place.timelock.chainId),
  address: place.timelock.address,
  id: place.operationId,
  block: '20000000',
}

test('default', () => {
  expect(place.operationId).toBe(input.operation?.id)
  expect(placeConflicts(input, place)).toEqual([])
  expect(parseReportPlace(wire)).toEqual(place)
})

test('behavior: without a timelock or an operation there is no place', () => {
  expect(reportPlace({ ...input, operation: undefined })).toBeUndefined()
  const { timelock: _, ...protocol } = input.protocol
  expect(reportPlace({ ...input, protocol })).toBeUndefined()
  const where = placeConflicts({ ...input, protocol, operation: undefined }, place)
  expect(where.map((row) => row.where)).toEqual(['Timelock', 'Operation'])
})

test('behavior: capitals and checksums make no difference', () => {
  const lower = { ...wire, address: wire.address.toLowerCase() }
  expect(placeConflicts(input, parseReportPlace(lower) as ReportPlace)).toEqual([])
})

test('error: a place that is none', () => {
  const wrong = [
    { chain: '01' },
    { chain: 'x' },
    { address: '0x12' },
    { id: '0x12' },
    { block: '-1' },
    { block: '1e3' },
  ]
  for (const part of wrong) expect(parseReportPlace({ ...wire, ...part })).toBeUndefined()
})

test('error: a report of something else', () => {
  const others: Partial<ReportPlace>[] = [
    { timelock: { ...place.timelock, chainId: 5 } },
    { timelock: { ...place.timelock, address: input.protocol.safe ?? '0x' } },
    { operationId: `0x${'ab'.repeat(32)}` },
    { blockNumber: 1n },
  ]
  const found = others.map((other) => placeConflicts(input, { ...place, ...other }))
  expect(found.map((rows) => rows.map(({ where }) => where))).toEqual([
    ['Chain'],
    ['Timelock'],
    ['Operation'],
    ['Block'],
  ])
})

test('error: calls that do not give the id', () => {
  const [conflict] = placeConflicts({ ...input, calls: [] }, place)
  expect(conflict?.where).toBe('the calls')
})
