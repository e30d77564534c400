import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

const seconds = /^\d{1,15}$/

/** ISO 8601 to the minute or second, of UTC alone; a space may stand for the T. */
const utc = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?)?Z?$/

/**
 * Reads a moment: seconds since the epoch, or a date of UTC with or without a time.
 *
 * @returns Seconds since the epoch.
 * @throws BaseError for anything else, also for a day that no month has.
 */
export function parseTime(text: string): bigint {
  if (seconds.test(text)) return BigInt(text)
  const [, date, minutes = '00:00', rest = ':00'] = utc.exec(text) ?? []
  const read = new Date(`${date}T${minutes}${rest}Z`)
  // A day that no month has would be read as one of the next month.
  if (date && Number.isFinite(read.getTime()) && read.toISOString().startsWith(date)) {
    const value = BigInt(read.getTime() / 1_000)
    if (value >= 0n) return value
  }
  throw new BaseError('That is no time.', {
    facts: [['Got', visibleText(text, { maxLength: 60 })]],
    hint: 'Give a time in UTC, as 2026-11-21 14:00, or seconds since the epoch.',
  })
}
