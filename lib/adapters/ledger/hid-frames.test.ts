import fc from 'fast-check'
import { bytesToHex } from 'viem'
import { expect, test } from 'vitest'
import { frameCommand, isWhole, type OpenAnswer, takeReport } from './hid-frames'

const channel = 0x0101
const viewOf = ({ buffer }: Uint8Array) => new DataView(buffer as ArrayBuffer)

const join = (reports: readonly Uint8Array[]) =>
  reports.reduce<OpenAnswer | undefined>(
    (answer, report) => takeReport(answer, viewOf(report), channel),
    undefined,
  )

test('default: what was cut is put together again, whatever its length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (command) => {
      const reports = frameCommand(command, channel)
      expect(reports.every(({ length }) => length === 64)).toBe(true)
      const answer = join(reports)
      expect(answer && isWhole(answer) && bytesToHex(answer.bytes)).toBe(bytesToHex(command))
      if (reports.length > 1) expect(isWhole(join(reports.slice(0, -1)) as OpenAnswer)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('args: one command as a Ledger takes it', () => {
  const [report] = frameCommand(Uint8Array.of(0xe0, 0x02, 0, 0, 0), channel)
  expect(bytesToHex((report as Uint8Array).slice(0, 14))).toBe(
    '0x010105000000'.concat('05e002000000'.padEnd(16, '0')),
  )
})

test('error: another channel, another tag, out of order, too short', () => {
  const reports = frameCommand(new Uint8Array(100), channel)
  const [first, second] = reports as [Uint8Array, Uint8Array]
  const other = first.slice()
  other[2] = 0x06
  const attempts = [
    () => takeReport(undefined, viewOf(first), 0x0202),
    () => takeReport(undefined, viewOf(other), channel),
    () => takeReport(undefined, viewOf(second), channel),
    () => takeReport(undefined, new DataView(new ArrayBuffer(3)), channel),
  ]
  for (const attempt of attempts) {
    expect(attempt).toThrow('The device answered something that is no answer of a Ledger.')
  }
})
