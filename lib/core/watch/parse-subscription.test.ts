import { describe, expect, test } from 'vitest'
import { headAt, queued, target, timelock } from './__fixtures__/queued'
import { backOffSeconds, mostAttempts } from './back-off-seconds'
import { deliveryBody } from './delivery-body'
import { deriveEvents } from './derive-events'
import { operationCauses } from './operation-causes'
import { parseSubscription } from './parse-subscription'
import type { QueueEvent } from './queue-event'

const topic = `timelock:31337:${timelock.address.toLowerCase()}`
const hook = { topic, kinds: [], shape: 'json', target: 'https://example.org/hook?a=1' }

describe('parseSubscription', () => {
  test('default', () => {
    expect(parseSubscription({ ...hook, kinds: ['ready', 'scheduled', 'ready'] })).toEqual({
      topic: `timelock:31337:${timelock.address}`,
      kinds: ['scheduled', 'ready'],
      shape: 'json',
      target: 'https://example.org/hook?a=1',
    })
    expect(
      parseSubscription({ topic: 'all', shape: 'email', target: ' Ada@Example.ORG ' }).target,
    ).toBe('ada@example.org')
  })

  test('error: every field that is wrong is named', () => {
    expect(() =>
      parseSubscription({ topic: 'x', kinds: ['no'], shape: 'fax', target: '' }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSubscriptionError: This is not a subscription.
      topic: Expected e.g. timelock:1:0x…, protocol:Name or proxy:1:0x….
      kinds: Expected a list of scheduled, about-to-be-ready, blocked, ready, executed, passed, cancelled, stale, delay-changed, role-changed, bypassed, drift.
      shape: Expected one of json, slack, discord, telegram, email.
      Give topic, kinds (or none for all), shape and target.]
    `)
  })

  test.each([
    ['json', 'ftp://example.org'],
    ['json', 'javascript:alert(1)'],
    ['json', 'https://user:password@example.org/'],
    ['json', `https://example.org/${'a'.repeat(2_000)}`],
    ['telegram', 'https://api.telegram.org/bot1:a/sendMessage'],
    ['email', 'ada@example'],
    ['email', 'ada@example.org, eve@example.org'],
    ['email', 'ada@example.org\r\nBcc: eve@example.org'],
    ['email', '"Ada" <ada@example.org>'],
    ['email', 'https://example.org'],
  ])('error: %s, %j', (shape, target) => {
    expect(() => parseSubscription({ ...hook, shape, target })).toThrow('target:')
  })
})

describe('deliveryBody', () => {
  const [event] = deriveEvents({
    causes: operationCauses({ operation: queued(), lead: 0n }),
    told: [],
    head: headAt(10n),
  }) as [QueueEvent]
  const names = {
    [timelock.address.toLowerCase()]: '<!channel> @everyone [x](https://e) *b* & \u202e',
  }
  const body = (shape: 'json' | 'slack' | 'discord' | 'telegram') =>
    JSON.parse(
      deliveryBody({
        ...{ event, shape, names, origin: 'https://desk.example' },
        target: 'https://api.telegram.org/bot1:a/sendMessage?chat_id=-100',
      }),
    )

  test('default', () => {
    expect(body('json')).toMatchObject({
      schema: 'suture/event/1',
      url: `https://desk.example/timelocks/${timelock.chainId}/${timelock.address}/operations/${event.operation}`,
      event: { kind: 'scheduled', sequence: 1, detail: { targets: [target] } },
    })
  })

  test('behavior: what a name says is markup to nobody', () => {
    expect(body('slack').text).toContain(
      '&lt;!channel&gt; @everyone [x](https://e) *b* &amp; ⟨U+202E⟩',
    )
    const { content, allowed_mentions: mentions } = body('discord')
    expect(content).toContain('\\<!channel\\> \\@everyone \\[x\\]\\(https://e\\) \\*b\\*')
    expect(mentions).toEqual({ parse: [] })
    expect(body('telegram')).toMatchObject({ chat_id: '-100' })
    expect(body('telegram').parse_mode).toBeUndefined()
  })
})

test('backOffSeconds: doubles up to six hours, about two days in all', () => {
  expect([1, 2, 3, 13, 14].map(backOffSeconds)).toEqual([5, 10, 20, 20_480, 21_600])
  const all = Array.from({ length: mostAttempts - 1 }, (_, i) => backOffSeconds(i + 1))
  const days = all.reduce((sum, each) => sum + each, 0) / 86_400
  expect(days).toBeGreaterThan(1.5)
  expect(days).toBeLessThan(3)
})
