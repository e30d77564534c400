import { describe, expect, test } from 'vitest'
import { clientAddress } from './client-address'
import { RateLimiter } from './rate-limiter'

describe('RateLimiter', () => {
  const wait = (limiter: RateLimiter, address: string, now: number) =>
    limiter.take(address, now)?.retryAfter ?? 0

  test('default', () => {
    const limiter = new RateLimiter(60)
    const taken = Array.from({ length: 60 }, () => wait(limiter, 'a', 0))
    expect(taken.every((each) => each === 0)).toBe(true)
    expect(wait(limiter, 'a', 0)).toBe(1)
    expect(wait(limiter, 'b', 0)).toBe(0)
    expect(wait(limiter, 'a', 1_000)).toBe(0)
    expect(wait(limiter, 'a', 1_000)).toBe(1)
  })

  test('behavior: it tells how long to wait, and asking in vain costs nothing', () => {
    const limiter = new RateLimiter(2)
    wait(limiter, 'a', 0)
    wait(limiter, 'a', 0)
    expect(wait(limiter, 'a', 0)).toBe(30)
    for (let n = 0; n < 100; n++) wait(limiter, 'a', 10_000)
    expect(wait(limiter, 'a', 10_000)).toBe(20)
    expect(wait(limiter, 'a', 30_000)).toBe(0)
  })

  test('behavior: who was quiet has no more than a minute of requests', () => {
    const limiter = new RateLimiter(3)
    wait(limiter, 'a', 0)
    const later = Array.from({ length: 4 }, () => wait(limiter, 'a', 3_600_000))
    expect(later.map((each) => each > 0)).toEqual([false, false, false, true])
  })

  test('behavior: it tells how many are left, and when there is one more', () => {
    const limiter = new RateLimiter(4)
    expect(limiter.take('a', 0)).toEqual({ retryAfter: 0, left: 3, seconds: 15 })
    expect(limiter.take('a', 10_000)).toEqual({ retryAfter: 0, left: 2, seconds: 5 })
    for (let n = 0; n < 2; n++) limiter.take('a', 10_000)
    expect(limiter.take('a', 10_000)).toEqual({ retryAfter: 5, left: 0, seconds: 5 })
    expect(limiter.take('a', 15_000)).toEqual({ retryAfter: 0, left: 0, seconds: 15 })
  })

  test('behavior: 0 limits nothing', () => {
    const limiter = new RateLimiter(0)
    expect(Array.from({ length: 1_000 }, () => wait(limiter, 'a', 0)).some(Boolean)).toBe(false)
  })

  test('behavior: memory is bounded', () => {
    const limiter = new RateLimiter(1)
    wait(limiter, 'first', 0)
    for (let n = 0; n < 20_000; n++) wait(limiter, `${n}`, 0)
    expect(wait(limiter, 'first', 0)).toBe(0)
    expect(wait(limiter, '19999', 0)).toBeGreaterThan(0)
  })
})

describe('clientAddress', () => {
  const peer = '10.0.0.1'
  const forwardedFor = '1.1.1.1, 2.2.2.2, 3.3.3.3'

  test('default: without a proxy of ours nothing of the header is believed', () => {
    expect(clientAddress({ peer, forwardedFor, proxies: 0 })).toBe(peer)
    expect(clientAddress({ peer, forwardedFor: null, proxies: 0 })).toBe(peer)
  })

  test('args: proxies', () => {
    expect(clientAddress({ peer, forwardedFor, proxies: 1 })).toBe('3.3.3.3')
    expect(clientAddress({ peer, forwardedFor, proxies: 2 })).toBe('2.2.2.2')
    expect(clientAddress({ peer, forwardedFor, proxies: 4 })).toBe(peer)
    expect(clientAddress({ peer, forwardedFor: 'junk', proxies: 1 })).toBe(peer)
    expect(clientAddress({ peer, forwardedFor: null, proxies: 1 })).toBe(peer)
  })

  test('behavior: IPv6 by its first 64 bits, however it is written', () => {
    const of = (address: string) => clientAddress({ peer: address, forwardedFor: null, proxies: 0 })
    expect(of('2001:db8::1')).toBe('2001:db8:0:0::/64')
    expect(of('2001:0DB8:0:0:ffff::2')).toBe('2001:db8:0:0::/64')
    expect(of('2001:db8:0:1::1')).not.toBe(of('2001:db8::1'))
    expect(of('::1')).toBe('0:0:0:0::/64')
    expect(of('::ffff:9.9.9.9')).toBe('9.9.9.9')
  })

  test('behavior: where nothing tells of the connection', () => {
    expect(clientAddress({ peer: null, forwardedFor, proxies: 0 })).toBe('3.3.3.3')
    expect(clientAddress({ peer: null, forwardedFor: null, proxies: 0 })).toBe('unknown')
  })
})
