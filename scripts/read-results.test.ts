import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readForge, readGate, readPlaywright, readRunner, readVitest } from './read-results.mjs'

function write(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'suture-')), 'report.json')
  writeFileSync(path, text)
  return path
}

describe('readGate', () => {
  test('default', () => {
    expect(readGate({ name: 'tsc', exitCode: 0 })).toMatchObject({ passed: 1, failed: 0 })
  })

  test('error: exit code', () => {
    expect(readGate({ name: 'tsc', exitCode: 2 })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: ['tsc: exit code 2'],
    })
  })
})

describe('readRunner', () => {
  const read = (results: object) => results as ReturnType<typeof readGate>
  const passing = { passed: 3, failed: 0, skipped: 1, failures: [] }
  const run = { name: 'unit', read }

  test('default', () => {
    const report = write(JSON.stringify(passing))
    expect(readRunner({ ...run, exitCode: 0, report })).toEqual(passing)
  })

  test('behavior: failures that the report names are all that fails', () => {
    const failing = { passed: 3, failed: 2, skipped: 0, failures: ['a', 'b'] }
    const report = write(JSON.stringify(failing))
    expect(readRunner({ ...run, exitCode: 1, report })).toEqual(failing)
  })

  test.each([
    ['left no report', 139, '/nowhere/report.json'],
    ['wrote half a report', 137, write('{"passed": 3,')],
    ['ran nothing', 0, write('{"passed":0,"failed":0,"skipped":4,"failures":[]}')],
    ['failed outside of any test', 1, write(JSON.stringify(passing))],
  ])('error: the runner %s', (_title, exitCode, report) => {
    const { failed, failures } = readRunner({ ...run, exitCode, report })
    expect({ failed, named: failures.length }).toEqual({ failed: 1, named: 1 })
  })
})

describe('readVitest', () => {
  const testFile = (status: string, ...statuses: string[]) => ({
    name: 'a.test.ts',
    status,
    message: 'Cannot find package\n  at …',
    assertionResults: statuses.map((one, i) => ({ fullName: `test ${i}`, status: one })),
  })

  test('default', () => {
    const testResults = [testFile('passed', 'passed', 'pending', 'todo')]
    expect(readVitest({ testResults })).toEqual({ passed: 1, failed: 0, skipped: 2, failures: [] })
  })

  test('behavior: a failed test', () => {
    const testResults = [testFile('failed', 'passed', 'failed')]
    expect(readVitest({ testResults })).toMatchObject({
      failed: 1,
      failures: ['a.test.ts › test 1'],
    })
  })

  test('behavior: a failed test with its message, without colours and not endless', () => {
    const line = `\u001b[31m${'x'.repeat(1_000)}\u001b[39m`
    const message = Array.from({ length: 100 }, () => line).join('\n')
    const one = { fullName: 'test 0', status: 'failed', failureMessages: [message] }
    const testResults = [{ ...testFile('failed'), assertionResults: [one] }]
    const [failure = ''] = readVitest({ testResults }).failures
    const lines = failure.split('\n')
    expect(lines[0]).toBe('a.test.ts › test 0')
    expect(lines[1]).toBe(`    ${'x'.repeat(400)}…`)
    expect(lines.at(-1)).toBe('    … 60 lines more')
    expect(lines).toHaveLength(42)
  })

  test('error: a file that does not load', () => {
    expect(readVitest({ testResults: [testFile('failed')] })).toMatchObject({
      failed: 1,
      failures: ['a.test.ts: Cannot find package'],
    })
  })
})

describe('readForge', () => {
  const suite = (status: string) => ({
    'test/A.t.sol:ATest': { test_results: { 'test_x()': { status, reason: 'drained' } } },
  })

  test('default', () => {
    expect(readForge(suite('Success'))).toMatchObject({ passed: 1, failed: 0 })
    expect(readForge(suite('Skipped'))).toMatchObject({ skipped: 1, failed: 0 })
  })

  test.each(['Failure', 'a status of a later version'])('error: %s', (status) => {
    expect(readForge(suite(status))).toMatchObject({
      failed: 1,
      failures: ['test/A.t.sol:ATest › test_x(): drained'],
    })
  })
})

describe('readPlaywright', () => {
  const suite = (status: string) => ({
    title: 'a.spec.ts',
    specs: [],
    suites: [{ title: 'group', specs: [{ title: 'works', tests: [{ status }] }] }],
  })

  test('default', () => {
    expect(readPlaywright({ suites: [suite('expected')] })).toMatchObject({ passed: 1, failed: 0 })
  })

  test.each(['unexpected', 'flaky'])('error: %s', (status) => {
    expect(readPlaywright({ suites: [suite(status)] })).toMatchObject({
      failed: 1,
      failures: ['a.spec.ts › group › works'],
    })
  })

  test('behavior: what failed last, in the words of the runner', () => {
    const results = [{ error: { message: 'once' } }, { error: { message: 'twice' } }, {}]
    const tests = [{ status: 'unexpected', results }]
    const suites = [{ title: 'a.spec.ts', specs: [{ title: 'works', tests }], suites: [] }]
    expect(readPlaywright({ suites }).failures).toEqual(['a.spec.ts › works\n    twice'])
  })

  test('error: outside of any test', () => {
    const errors = [{ message: 'No tests found\nmore' }]
    expect(readPlaywright({ suites: [], errors })).toMatchObject({
      failed: 1,
      failures: ['No tests found'],
    })
  })
})
