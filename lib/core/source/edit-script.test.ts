import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEditScript } from './edit-script'
import { internTokens } from './intern-tokens'
import { type Effort, shortestScript } from './shortest-script'

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

  test('Myers finds a smallest script for any two sequences', () => {
    fc.assert(
      fc.property(few, few, (from, to) => {
        const { from: a, to: b } = internTokens(from, to)
        const bounds = { limit: 1_000, effort: { steps: 1_000_000 } }
        const { removed, added, coarse } = shortestScript(a, b, bounds)
        const size = [...removed, ...added].reduce((sum, changed) => sum + changed, 0)
        expect([size, coarse]).toEqual([smallestSize(from, to), false])
      }),
    )
  })

  test('a search that gives up early leaves the script correct', () => {
    const bounds = fc.record({ limit: fc.integer({ min: 1, max: 6 }), steps: fc.nat(2_000) })
    fc.assert(
      fc.property(few, few, bounds, (from, to, { limit, steps }) => {
        const { from: a, to: b } = internTokens(from, to)
        const { removed, added } = shortestScript(a, b, { limit, effort: { steps } })
        const kept = from.filter((_, index) => !removed[index])
        expect(kept).toEqual(to.filter((_, index) => !added[index]))
      }),
      { numRuns: 1_000 },
    )
  })

  test('anchors cost little: over many edited texts the scripts are hardly larger', () => {
    const edits = fc.array(fc.tuple(fc.nat(299), fc.nat(20), fc.boolean()), { maxLength: 80 })
    const text = fc.array(fc.nat(150).map(String), { minLength: 300, maxLength: 300 })
    // No bound holds for a single hostile text, so it is a fixed sample and its sum.
    const samples = fc.sample(fc.tuple(text, edits), { seed: 7, numRuns: 40 })
    const sizes = samples.map(([from, changes]) => {
      const to = [...from]
      for (const [at, token, insert] of changes) to.splice(at, insert ? 0 : 1, String(token))
      return [run(from, to).size, smallestSize(from, to)] as const
    })
    const sum = (side: 0 | 1) => sizes.reduce((total, pair) => total + pair[side], 0)
    expect(sum(0)).toBeGreaterThanOrEqual(sum(1))
    expect(sum(0) / sum(1)).toBeLessThan(1.05)
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
    expect(kept.join() === same.join()).toBe(true)
    expect(coarse).toBe(true)
  })
})
