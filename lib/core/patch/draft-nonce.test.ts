import { describe, expect, test } from 'vitest'
import { completeDraft, factsOf, hashOf, known } from './__fixtures__/draft'
import { readDraftNonce } from './draft-nonce'

const at = (nonce: bigint) => ({ nonce, safeTxHash: hashOf(`at ${nonce}`) })
/** The Safe is at 7. */
const read = (nonce: string, pending = [at(7n), at(9n)]) =>
  readDraftNonce({ draft: completeDraft({ nonce }), facts: factsOf(), pending: known(pending) })

test('default: after the last one that waits', () => {
  expect(read('')).toEqual({ nonce: 10n, nextFree: 10n, rivals: [], notes: [] })
})

test('behavior: with nothing waiting it is the Safe’s own', () => {
  expect(read('', []).nonce).toBe(7n)
})

test('behavior: what was replaced does not count', () => {
  expect(read('', [at(3n)]).nonce).toBe(7n)
})

describe('args: nonce', () => {
  test('a taken one makes a rival, and says of what', () => {
    const { nonce, rivals, notes } = read('9')
    expect(nonce).toBe(9n)
    expect(rivals).toEqual([at(9n)])
    expect(notes).toMatchObject([{ tone: 'warn', facts: [['Rival', hashOf('at 9')]] }])
  })

  test('a free one in a gap is fine', () => {
    expect(read('8')).toMatchObject({ nonce: 8n, notes: [] })
  })

  test('a used one is refused', () => {
    expect(read('6').notes).toMatchObject([{ field: 'nonce', tone: 'fail' }])
  })

  test('one that leaves a gap', () => {
    expect(read('12').notes.map(({ text }) => text)).toEqual([
      'Nothing waits at nonces 10 to 11. Until something executes there, this cannot.',
    ])
  })

  test('one beyond what a service can write', () => {
    expect(read(String(2n ** 53n)).notes).toMatchObject([{ field: 'nonce', tone: 'fail' }])
    expect(read(String(2n ** 53n - 1n)).notes).toMatchObject([{ field: 'nonce', tone: 'warn' }])
  })

  test('no number', () => {
    expect(read('next').notes).toMatchObject([{ field: 'nonce', tone: 'fail' }])
  })
})

test('behavior: a silent service is unknown, not an empty queue', () => {
  const pending = { known: false, reason: 'no answer' } as const
  const { nonce, notes } = readDraftNonce({ draft: completeDraft(), facts: factsOf(), pending })
  expect(nonce).toBeUndefined()
  expect(notes).toMatchObject([{ tone: 'unknown' }])
})
