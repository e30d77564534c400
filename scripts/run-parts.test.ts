import { describe, expect, test } from 'vitest'
import type { Results } from './read-results.mjs'
import { closingLine, runParts, selectParts } from './run-parts.mjs'

const passing: Results = { passed: 2, failed: 0, skipped: 0, failures: [] }
const failing: Results = { passed: 0, failed: 1, skipped: 0, failures: ['tsc: exit code 2'] }

const part = (name: string, results = [passing], needs: string[] = []) => ({
  name,
  needs,
  run: async () => results,
})

const suite = [part('types'), part('build'), part('size', [passing], ['build'])]

describe('selectParts', () => {
  test('default', () => {
    expect(selectParts(suite, [])).toEqual(suite)
  })

  test('args: names', () => {
    expect(selectParts(suite, ['types']).map(({ name }) => name)).toEqual(['types'])
  })

  test('behavior: what a part needs runs before it', () => {
    expect(selectParts(suite, ['size']).map(({ name }) => name)).toEqual(['build', 'size'])
  })

  test('error: a part that there is not', () => {
    expect(() => selectParts(suite, ['unt'])).toThrowErrorMatchingInlineSnapshot(
      `[Error: There is no part "unt". Give any of: types, build, size.]`,
    )
  })
})

describe('runParts', () => {
  const run = (parts: Parameters<typeof runParts>[0]) => {
    const lines: string[] = []
    let time = 0
    const io = { log: (line: string) => lines.push(line), now: () => (time += 1500) }
    return runParts(parts, io).then((done) => ({ done, lines }))
  }

  test('default', async () => {
    const { done, lines } = await run([part('types', [passing, failing])])
    expect(done).toEqual([
      { name: 'types', seconds: 2, passed: 2, failed: 1, skipped: 0, failures: failing.failures },
    ])
    expect(lines).toMatchInlineSnapshot(`
      [
        "
      ━━ types",
        "types: 2 passed, 1 failed in 2 s",
      ]
    `)
  })

  test('behavior: a part that failed altogether stops those that need it', async () => {
    const { done } = await run([part('build', [failing]), part('size', [passing], ['build'])])
    expect(done[1]).toMatchObject({ failed: 1, failures: ['not run: build failed'] })
  })

  test('behavior: a part that failed in places does not', async () => {
    const { done } = await run([
      part('build', [passing, failing]),
      part('size', [passing], ['build']),
    ])
    expect(done[1]).toMatchObject({ passed: 2, failed: 0 })
  })

  test('error: a part that throws is one failure, and the next one runs', async () => {
    const broken = { name: 'e2e', run: () => Promise.reject(new Error('There is no Chromium.')) }
    const { done } = await run([broken, part('types')])
    expect(done).toMatchObject([{ failed: 1, failures: ['There is no Chromium.'] }, { passed: 2 }])
  })
})

test.each([
  [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
  [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
])('closingLine: %o', (results, line) => {
  expect(closingLine(results)).toBe(line)
})
