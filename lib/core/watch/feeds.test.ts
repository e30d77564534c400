import { describe, expect, test } from 'vitest'
import { parseXml } from '@/test/parse-xml'
import {
  headAt,
  operationId,
  positionAt,
  queued,
  target,
  timelock,
  timeOf,
} from './__fixtures__/queued'
import { deriveEvents } from './derive-events'
import { driftCauses } from './drift-causes'
import { eventDocument, parseEvent, serializeEvent } from './event-document'
import { eventTopics, topicKey } from './event-topics'
import { buildFeed } from './feed'
import { feedPath, parseFeedPath, parseTopicKey } from './feed-path'
import { foldCalendarLine } from './fold-calendar-line'
import { operationCauses } from './operation-causes'
import type { QueueEvent } from './queue-event'
import { renderAtom } from './render-atom'
import { renderCalendar } from './render-calendar'
import { renderJsonFeed } from './render-json-feed'
import { settingCauses } from './setting-causes'

const lead = 600n
const hostile =
  '<script>alert(1)</script> ]]>&amp;\u202e\u0000\u0008\uffff"\'\r\nBEGIN:VEVENT;,\\ 文🚀'
const instance = { scheduled: positionAt(10n), eta: timeOf(110n) }

function tell(...steps: readonly (readonly [ReturnType<typeof queued> | undefined, bigint])[]) {
  const told: QueueEvent[] = []
  for (const [operation, block] of steps) {
    const causes = operation ? operationCauses({ operation, lead }) : []
    told.push(...deriveEvents({ causes, told, head: headAt(block) }))
  }
  return told
}

const feedOf = (told: readonly QueueEvent[], name = 'Harbor', title = `Timelock of ${name}`) =>
  buildFeed({
    title,
    topic: topicKey({ of: 'timelock', timelock }),
    // As the store has them: by the chain's time, and then as they were told.
    events: told.toReversed().toSorted((a, b) => Number(b.at - a.at)),
    names: { [timelock.address.toLowerCase()]: name },
    origin: 'https://desk.example',
    selfPath: '/api/v1/feeds/all.atom?a=1&b=2',
    pagePath: '/queue',
  })

/** The properties of a calendar, unfolded; throws where a line is not as RFC 5545 has it. */
function parseCalendar(text: string): (readonly [name: string, value: string])[] {
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  }
  return text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[A-Z]+=[A-Z]+)?:(.*)$/u.exec(line) ?? []
      expect(name, line).not.toBe('')
      return [name, value] as const
    })
}

const valuesOf = (text: string, name: string) =>
  parseCalendar(text).flatMap(([one, value]) => (one === name ? [value] : []))

test('behavior: an alarm is in every feed, with what it was and what it is', () => {
  const alarm = {
    kind: 'code' as const,
    what: 'code of 0x11',
    before: '0xaa',
    after: '0xbb',
    firstBlock: 7n,
    lastBlock: 7n,
    operation: operationId,
  }
  const causes = driftCauses({ timelock, alarms: [alarm], now: timeOf(7n) })
  const feed = feedOf(deriveEvents({ causes, told: [], head: headAt(7n) }))
  for (const text of [renderAtom(feed), renderJsonFeed(feed)]) {
    for (const told of ['Drift: code of 0x11', 'Before: 0xaa', 'Now: 0xbb', operationId]) {
      expect(text).toContain(told)
    }
  }
})

describe('renderAtom', () => {
  test('default', () => {
    const elements = parseXml(renderAtom(feedOf(tell([queued(), 110n]))))
    const textsOf = (name: string) =>
      elements.filter((one) => one.name === name).map((one) => one.text)
    expect(elements[0]).toMatchObject({
      name: 'feed',
      attributes: { xmlns: 'http://www.w3.org/2005/Atom' },
    })
    expect(textsOf('title')).toEqual([
      'Timelock of Harbor',
      `Ready: operation ${operationId.slice(0, 10)}…${operationId.slice(-4)}, timelock Harbor on chain 31337`,
      `About to be ready: operation ${operationId.slice(0, 10)}…${operationId.slice(-4)}, timelock Harbor on chain 31337`,
      `Scheduled: operation ${operationId.slice(0, 10)}…${operationId.slice(-4)}, timelock Harbor on chain 31337`,
    ])
    expect(textsOf('updated')[0]).toBe('1970-01-12T14:08:40Z')
    expect(new Set(textsOf('id')).size).toBe(4)
    expect(
      elements.filter(({ name }) => name === 'link').map(({ attributes }) => attributes.href),
    ).toEqual([
      'https://desk.example/api/v1/feeds/all.atom?a=1&b=2',
      'https://desk.example/queue',
      ...Array(3).fill(
        `https://desk.example/timelocks/${timelock.chainId}/${timelock.address}/operations/${operationId}`,
      ),
    ])
    expect(textsOf('content').at(-1)).toContain(`Target: ${target}`)
  })

  test('behavior: no event, no entry', () => {
    expect(parseXml(renderAtom(feedOf([]))).some(({ name }) => name === 'entry')).toBe(false)
  })

  test('behavior: a hostile name stays text, and what hides in it is written out', () => {
    const text = renderAtom(feedOf(tell([queued(), 10n]), hostile, hostile))
    const elements = parseXml(text)
    expect(elements.some(({ name }) => name === 'script')).toBe(false)
    for (const hidden of '\u0000\u0008\u202e\uffff') expect(text).not.toContain(hidden)
    expect(elements.find(({ name }) => name === 'title')?.text).toContain(
      '<script>alert(1)</script> ]]>&amp;⟨U+202E⟩⟨U+0000⟩⟨U+0008⟩⟨not a character⟩',
    )
  })
})

test('renderJsonFeed: default', () => {
  const told = tell([queued(), 10n])
  const feed = JSON.parse(renderJsonFeed(feedOf(told, hostile)))
  expect(feed).toMatchObject({ version: 'https://jsonfeed.org/version/1.1' })
  expect(feed.items).toMatchObject([
    {
      tags: ['scheduled'],
      date_published: '1970-01-12T13:48:40Z',
      _suture: { kind: 'scheduled', sequence: 1 },
    },
  ])
  expect(feed.items[0].title).toContain('⟨U+202E⟩')
})

describe('renderCalendar', () => {
  const render = (told: readonly QueueEvent[], name?: string) =>
    renderCalendar({ feed: feedOf(told, name), lead })

  test('default: when it can be executed, with an alarm before', () => {
    const text = render(tell([queued(), 10n]))
    expect(valuesOf(text, 'BEGIN')).toEqual(['VCALENDAR', 'VEVENT', 'VALARM'])
    expect(valuesOf(text, 'END')).toEqual(['VALARM', 'VEVENT', 'VCALENDAR'])
    expect(valuesOf(text, 'DTSTART')).toEqual(['19700112T140840Z'])
    expect(valuesOf(text, 'DTSTAMP')).toEqual(['19700112T134840Z'])
    expect(valuesOf(text, 'TRIGGER')).toEqual(['-PT600S'])
    expect(valuesOf(text, 'STATUS')).toEqual(['CONFIRMED'])
    expect(valuesOf(text, 'UID')).toEqual([
      `31337-${timelock.address.toLowerCase()}-${operationId}-0@suture`,
    ])
  })

  test('behavior: cancelled, the same event is CANCELLED under a higher SEQUENCE', () => {
    const cancelled = queued({ instances: [{ ...instance, cancelled: positionAt(20n) }] })
    const before = render(tell([queued(), 10n]))
    const after = render(tell([queued(), 10n], [cancelled, 20n]))
    expect(valuesOf(after, 'UID')).toEqual(valuesOf(before, 'UID'))
    expect(valuesOf(after, 'STATUS')).toEqual(['CANCELLED'])
    expect([before, after].map((text) => Number(valuesOf(text, 'SEQUENCE')[0]))).toEqual([1, 2])
    expect(after).not.toContain('VALARM')
  })

  test('behavior: a scheduling that was taken back is CANCELLED, and moved it stands again', () => {
    const moved = queued({ instances: [{ scheduled: positionAt(11n, 'b'), eta: timeOf(111n) }] })
    const gone = tell([queued(), 10n], [undefined, 10n])
    expect(valuesOf(render(gone), 'STATUS')).toEqual(['CANCELLED'])
    const back = render(tell([queued(), 10n], [undefined, 10n], [moved, 11n]))
    expect(valuesOf(back, 'STATUS')).toEqual(['CONFIRMED'])
    expect(valuesOf(back, 'SEQUENCE')).toEqual(['3'])
    expect(valuesOf(back, 'DTSTART')).toEqual(['19700112T140852Z'])
  })

  test('behavior: taken back and told again as it was, it stands under a higher SEQUENCE', () => {
    const told = tell([queued(), 10n], [undefined, 12n], [queued(), 13n])
    const text = render(told)
    expect(valuesOf(text, 'STATUS')).toEqual(['CONFIRMED'])
    expect(valuesOf(text, 'SEQUENCE')).toEqual(['3'])
    expect(valuesOf(text, 'SUMMARY')[0]).toMatch(/^Scheduled/)
    // Not older than what it replaces.
    const gone = render(told.slice(0, 2))
    expect(valuesOf(text, 'DTSTAMP')).toEqual(valuesOf(gone, 'DTSTAMP'))
  })

  test('behavior: without a lead nothing rings', () => {
    const told = tell([queued(), 10n])
    const text = renderCalendar({ feed: feedOf(told), lead: 0n })
    expect(valuesOf(text, 'BEGIN')).toEqual(['VCALENDAR', 'VEVENT'])
  })

  test('behavior: a cancellation that was taken back is none', () => {
    const cancelled = queued({ instances: [{ ...instance, cancelled: positionAt(20n) }] })
    const told = tell([cancelled, 20n], [queued(), 21n])
    expect(valuesOf(render(told), 'STATUS')).toEqual(['CONFIRMED'])
  })

  test('behavior: a hostile name begins no event of its own', () => {
    const text = render(tell([queued(), 10n]), hostile)
    expect(valuesOf(text, 'BEGIN')).toEqual(['VCALENDAR', 'VEVENT', 'VALARM'])
    expect(valuesOf(text, 'SUMMARY')[0]).toContain('⟨U+000D⟩⟨U+000A⟩BEGIN:VEVENT\\;\\,\\\\ 文🚀')
  })

  test('behavior: a time beyond all calendars is left out', () => {
    const never = queued({ instances: [{ ...instance, eta: 2n ** 256n - 1n }] })
    // One without anything in it would be no calendar.
    const zone = ['VCALENDAR', 'VTIMEZONE', 'STANDARD']
    expect(valuesOf(render(tell([never, 10n])), 'BEGIN')).toEqual(zone)
    expect(valuesOf(render([]), 'BEGIN')).toEqual(zone)
    expect(renderAtom(feedOf(tell([never, 10n])))).toContain('beyond the year 9999')
  })
})

test('foldCalendarLine: never within a character', () => {
  for (const line of ['a'.repeat(300), '文'.repeat(100), '🚀'.repeat(60), `a${'é'.repeat(90)}`]) {
    const folded = foldCalendarLine(line)
    expect(folded.replaceAll('\r\n ', '')).toBe(line)
    for (const part of folded.split('\r\n')) {
      expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75)
      expect(part).not.toContain('\ufffd')
    }
  }
  expect(foldCalendarLine('a'.repeat(75))).not.toContain('\r')
})

describe('serializeEvent', () => {
  test('default: there and back', () => {
    const expires = timeOf(200n)
    const told = [
      ...tell([queued({ instances: [{ ...instance, expires }] }), 300n], [undefined, 301n]),
      ...deriveEvents({
        causes: settingCauses(timelock, [
          { position: positionAt(1n), what: 'delay', name: 'minDelay', before: 1n, after: 2n },
          { position: positionAt(2n), what: 'admin', name: 'admin', after: target },
        ]),
        told: [],
        head: headAt(2n),
      }),
    ]
    expect(told.map((event) => parseEvent(serializeEvent(event)))).toEqual(told)
    expect(eventDocument(told[0] as QueueEvent)).toMatchObject({ chainId: 31_337, at: '1000120' })
  })
  test('error: something else', () => {
    expect(() => parseEvent('{"id":1}')).toThrow()
  })
})

describe('topics', () => {
  test('default: paths and keys, there and back', () => {
    const topics = [
      { of: 'all' },
      { of: 'timelock', timelock },
      { of: 'protocol', name: 'A/b: c?' },
      { of: 'proxy', proxy: timelock },
    ] as const
    for (const topic of topics) {
      expect(parseTopicKey(topicKey(topic))).toEqual(topic)
      for (const format of ['atom', 'json', 'ics'] as const) {
        const parts = feedPath(topic, format).slice('/api/v1/feeds/'.length).split('/')
        expect(parseFeedPath(parts.map(decodeURIComponent))).toEqual({ topic, format })
      }
    }
    expect(eventTopics({ timelock, protocols: ['Harbor'], touched: [target, target] })).toEqual([
      'all',
      `timelock:31337:${timelock.address}`,
      'protocol:Harbor',
      `proxy:31337:${target}`,
    ])
  })
  test('error: none', () => {
    const paths = [
      'all',
      'all.xml',
      'x.atom',
      'timelocks/1.atom',
      'timelocks/0/0x1.atom',
      'protocols/.atom',
    ]
    for (const path of [...paths, `timelocks/1/${target}/2.atom`, `timelocks/01/${target}.atom`]) {
      expect(parseFeedPath(path.split('/')), path).toBeUndefined()
    }
    for (const key of ['', 'all:1', 'timelock:1', 'proxy:x:y', 'protocol:', 'alls']) {
      expect(parseTopicKey(key), key).toBeUndefined()
    }
  })
})
