import { visibleText } from '@/lib/core/chain/visible-text'
import { type Feed, latestOf } from './feed'
import { foldCalendarLine } from './fold-calendar-line'
import type { QueueEvent } from './queue-event'

type Entry = Feed['entries'][number]

/** Beyond this a calendar has no date. Seconds. */
const lastSecond = 253_402_300_799n

export type RenderCalendarParameters = {
  readonly feed: Feed
  /** Seconds before an operation can be executed at which calendars ring; 0 for never. */
  readonly lead: bigint
}

/**
 * When operations can be executed, as iCalendar (RFC 5545). Each scheduling is one event whose UID stays; what becomes of it
 * makes its SEQUENCE higher. A cancelled or retracted one, or one that is over before its time, becomes CANCELLED, and what was
 * executed, is over or has expired does not ring.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export function renderCalendar({ feed, lead }: RenderCalendarParameters): string {
  const instances = new Map<string, Entry[]>()
  for (const entry of feed.entries.toReversed()) {
    const { event } = entry
    if (event.detail.of !== 'operation' || event.detail.eta > lastSecond) continue
    const uid = uidOf(event)
    instances.set(uid, [...(instances.get(uid) ?? []), entry])
  }
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Suture//Queue//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escape(feed.title)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...[...instances].flatMap(([uid, entries]) => calendarEvent({ uid, entries, lead })),
    ...(instances.size === 0 ? timeZone : []),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldCalendarLine(line)}\r\n`).join('')
}

/** A calendar without any component is none (RFC 5545 3.6), and some refuse to subscribe to it. */
const timeZone = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
]

function calendarEvent({
  uid,
  entries: unordered,
  lead,
}: {
  uid: string
  entries: readonly Entry[]
  lead: bigint
}): string[] {
  // As it was told: what is told again after it was taken back has the earlier time.
  const entries = unordered.toSorted((a, b) => a.event.sequence - b.event.sequence)
  const last = entries.at(-1)
  if (last?.event.detail.of !== 'operation') return []
  const { eta } = last.event.detail
  const live = liveEvents(entries)
  const status = statusOf(live, entries)
  const isOver = live.some(
    ({ kind }) => kind === 'executed' || kind === 'passed' || kind === 'stale',
  )
  const alarm = [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escape(last.title)}`,
    `TRIGGER:-PT${lead}S`,
    'END:VALARM',
  ]
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${calendarTime(latestOf(entries))}`,
    `DTSTART:${calendarTime(eta)}`,
    // A moment would not be seen in most calendars.
    'DURATION:PT15M',
    `SEQUENCE:${last.event.sequence}`,
    `STATUS:${status}`,
    `SUMMARY:${escape(last.title)}`,
    `DESCRIPTION:${escape(last.text)}`,
    `URL:${last.url}`,
    'TRANSP:TRANSPARENT',
    ...(status === 'CONFIRMED' && !isOver && lead > 0n ? alarm : []),
    'END:VEVENT',
  ]
}

/** What was told and not taken back: that counts for nothing. */
function liveEvents(entries: readonly Entry[]): readonly QueueEvent[] {
  const live = new Map<string, QueueEvent>()
  for (const { event } of entries) {
    if (event.kind === 'retracted') live.delete(event.cause)
    else live.set(event.cause, event)
  }
  return [...live.values()]
}

/** Without its scheduling there is no event any more. */
function statusOf(
  live: readonly QueueEvent[],
  entries: readonly Entry[],
): 'CONFIRMED' | 'CANCELLED' {
  const isOff = live.some((event) => event.kind === 'cancelled' || isSkipped(event))
  return isOff || !isKnown(live, entries) ? 'CANCELLED' : 'CONFIRMED'
}

/** Over before its time: nobody can have executed it. */
function isSkipped({ kind, at, detail }: QueueEvent): boolean {
  return kind === 'passed' && detail.of === 'operation' && at < detail.eta
}

/** The feed may begin after the scheduling: only one that was seen to be taken back is none. */
function isKnown(live: readonly QueueEvent[], entries: readonly Entry[]): boolean {
  if (live.some(({ kind }) => kind === 'scheduled')) return true
  return !entries.some(({ event }) => event.retracts?.kind === 'scheduled')
}

function uidOf({ timelock, operation, instance }: QueueEvent): string {
  const { chainId, address } = timelock
  return `${chainId}-${address.toLowerCase()}-${operation}-${instance ?? 0}@suture`
}

/** Seconds since the epoch as `20261121T160000Z`. */
function calendarTime(seconds: bigint): string {
  return new Date(Number(seconds) * 1_000).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}

/** Text as RFC 5545 3.3.11 has it: no line end and no separator is left in it. */
function escape(text: string): string {
  return visibleText(text, { maxLength: text.length, multiline: true })
    .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
}
