import { BaseError } from '@/lib/core/error/base-error'

/** Bytes of one HID report, of which the first five name the channel, the kind and the place. */
const reportSize = 64
const tag = 0x05

/** What came over the wire is no answer of a Ledger. */
export class LedgerFrameError extends BaseError {
  override readonly name = 'LedgerFrameError'
  constructor(what: string) {
    super('The device answered something that is no answer of a Ledger.', {
      facts: [['Report', what]],
      hint: 'Unplug it, close other programs that use it, and try again.',
    })
  }
}

/**
 * Cuts a command (APDU) into the reports in which a Ledger takes it: channel, tag, sequence, in the first one the length, then
 * the command; the rest is zero.
 *
 * @see https://github.com/LedgerHQ/ledgerjs/tree/master/packages/devices (hid-framing)
 */
export function frameCommand(command: Uint8Array, channel: number): Uint8Array<ArrayBuffer>[] {
  const body = new Uint8Array(2 + command.length)
  new DataView(body.buffer).setUint16(0, command.length)
  body.set(command, 2)
  const room = reportSize - 5
  return Array.from({ length: Math.ceil(body.length / room) }, (_, sequence) => {
    const report = new Uint8Array(reportSize)
    const view = new DataView(report.buffer)
    view.setUint16(0, channel)
    view.setUint8(2, tag)
    view.setUint16(3, sequence)
    report.set(body.slice(sequence * room, (sequence + 1) * room), 5)
    return report
  })
}

/** An answer that is being put together from its reports. */
export type OpenAnswer = {
  readonly length: number
  readonly bytes: Uint8Array
  readonly next: number
}

/**
 * Takes one more report into an answer.
 *
 * @param answer Undefined before the first one.
 * @throws LedgerFrameError for another channel, another tag or a report out of order.
 */
export function takeReport(
  answer: OpenAnswer | undefined,
  report: DataView,
  channel: number,
): OpenAnswer {
  if (report.byteLength < 7) throw new LedgerFrameError(`${report.byteLength} bytes`)
  if (report.getUint16(0) !== channel) throw new LedgerFrameError('another channel')
  if (report.getUint8(2) !== tag) throw new LedgerFrameError('another tag')
  if (report.getUint16(3) !== (answer?.next ?? 0)) throw new LedgerFrameError('out of order')
  const start = answer ? 5 : 7
  const length = answer?.length ?? report.getUint16(5)
  const before = answer?.bytes ?? new Uint8Array()
  const take = Math.min(length - before.length, report.byteLength - start)
  const bytes = new Uint8Array(before.length + take)
  bytes.set(before)
  bytes.set(new Uint8Array(report.buffer, report.byteOffset + start, take), before.length)
  return { length, bytes, next: (answer?.next ?? 0) + 1 }
}

export const isWhole = ({ length, bytes }: OpenAnswer): boolean => bytes.length === length
