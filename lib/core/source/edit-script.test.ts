import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEditScript } from './edit-script'
import { internTokens } from './intern-tokens'
import type { Effort } from './shortest-script'

/** What is kept on each side, and how many edits. */
function run(from: readonly string[], to: readonly string[], effort?: Effort) {
  const { removed, added, coarse } = findEditScript(internTokens(from, to), effort)
  const kept = from.filter((_, index) => !removed[index])
  const same = to.filter((_, index) => !added[index])
  const size = from.length - kept.length + (to.length - same.length)
  return { kept, same, size, coarse }
}

/** By the textbook table, in quadratic time. */
function smallestSize(from: readonly string[], to: readonly string[]): number {
  let row = to.map(() => 0)
  for (const token of from) {
    let diagonal = 0
    row = row.reduce<number[]>((next, above, index) => {
      next.push(token === to[index] ? diagonal + 1 : Math.max(above, next[index - 1] ?? 0))
      diagonal = above
      return next
    }, [])
  }
  return from.length + to.length - 2 * (row.at(-1) ?? 0)
}

const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 })
const many = fc.array(fc.nat(40).map(String), { maxLength: 80 })

test('default', () => {
  const from = ['a', 'b', 'c', 'd', 'e']
  expect(run(from, ['a', 'x', 'c', 'e', 'f'])).toEqual({
    kept: ['a', 'c', 'e'],
    same: ['a', 'c', 'e'],
    size: 4,
    coarse: false,
  })
})

describe('behavior', () => {
  test.each([
    ['few different tokens', few],
    ['many different tokens', many],
  ])('what is kept is the same on both sides: %s', (_name, tokens) => {
    fc.assert(
      fc.property(tokens, tokens, (from, to) => {
        const { kept, same } = run(from, to)
        expect(kept).toEqual(same)
      }),
    )
  })

  test('without unique tokens the script is a smallest one', () => {
    // With three of each letter on both sides no letter is ever unique.
    const thrice = few.map((tokens) => [...tokens, ...'abcabcabc'])
    const shuffled = fc.shuffledSubarray([...'aabbccaabbcc'], { minLength: 12 })
    fc.assert(
      fc.property(shuffled, shuffled, thrice, (from, to, end) => {
        const [a, b] = [[...from, ...end], [...to, ...end].reverse()]
        expect(run(a, b).size).toBe(smallestSize(a, b))
      }),
    )
  })

  test('an edited text gets a script that is nearly a smallest one', () => {
    const edits = fc.array(fc.tuple(fc.nat(299), fc.nat(20), fc.boolean()), { maxLength: 80 })
    const text = fc.array(fc.nat(150).map(String), { minLength: 300, maxLength: 300 })
    fc.assert(
      fc.property(text, edits, (from, changes) => {
        const to = [...from]
        for (const [at, token, insert] of changes) to.splice(at, insert ? 0 : 1, String(token))
        const smallest = smallestSize(from, to)
        expect(run(from, to).size).toBeLessThanOrEqual(smallest * 1.25 + 8)
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    ['nothing and something', [], ['a', 'b'], 2],
    ['nothing and nothing', [], [], 0],
    ['equal', ['a', 'b'], ['a', 'b'], 0],
    ['nothing in common', ['a', 'b'], ['c'], 3],
    ['tokens named like members of objects', ['__proto__'], ['constructor', '__proto__'], 1],
  ])('%s', (_name, from, to, size) => {
    expect(run(from, to).size).toBe(size)
  })
})

describe('behavior: hostile', () => {
  /** A generator without chance: the same noise on every run. */
  function noise(length: number, letters: number, seed: number): string[] {
    let state = seed
    return Array.from({ length }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return String((state >>> 16) % letters)
    })
  }

  test.each([2, 3, 50, 5_000])('noise of %i different lines ends soon, coarser', (letters) => {
    const [from, to] = [noise(300_000, letters, 1), noise(300_000, letters, 2)]
    const effort = { steps: 1_000_000 }
    const { kept, same, coarse } = run(from, to, effort)
    // One search more than there was effort for, at most.
    expect(effort.steps).toBeGreaterThan(-100_000)
    expect(kept.length).toBe(same.length)
    expect(coarse).toBe(true)
  })
})
