import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * What a part of the suite came to. `failures` are texts to print again at the end; each counted failure has one, which begins with its name.
 *
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Results
 */

/**
 * A static gate is one test, judged by its exit code.
 *
 * @param {{ name: string, exitCode: number }} run
 * @returns {Results}
 */
export function readGate({ name, exitCode }) {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: 0, failures: [] }
    : { passed: 0, failed: 1, skipped: 0, failures: [`${name}: exit code ${exitCode}`] }
}

/**
 * The report that a test runner wrote, held against how the runner ended: one that died, wrote nothing readable, ran
 * nothing, or failed without naming a test counts as a failure, never as nothing.
 *
 * @param {{ name: string, exitCode: number, report: string, read: (report: any) => Results }} run
 *   `report` is a path to JSON.
 * @returns {Results}
 */
export function readRunner({ name, exitCode, report, read }) {
  const failedRun = (why) => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: [`${name}: ${why} (exit code ${exitCode})`],
  })
  if (!existsSync(report)) return failedRun('the runner left no report')
  let results
  try {
    results = read(JSON.parse(readFileSync(report, 'utf8')))
  } catch (error) {
    return failedRun(`its report cannot be read: ${error.message}`)
  }
  const { passed, failed, skipped, failures } = results
  if (passed + failed === 0) return failedRun('no test was run')
  if (failed > 0 || exitCode === 0) return results
  return {
    passed,
    failed: 1,
    skipped,
    failures: [...failures, failedRun('the runner failed').failures[0]],
  }
}

/**
 * Vitest's JSON reporter. A file that did not load has no tests of its own and counts as one failure.
 *
 * @returns {Results}
 */
export function readVitest({ testResults }) {
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages }) => ({
      title: `${name} › ${fullName}`,
      status,
      why: failureMessages?.[0],
    })),
  )
  const unloaded = testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => ({ title: `${name}: ${firstLine(message)}`, status: 'failed' }))
  return count([...tests, ...unloaded])
}

/**
 * `forge test --json`: suites by `path:Contract`, tests by signature.
 *
 * @returns {Results}
 */
export function readForge(suites) {
  return count(
    Object.entries(suites).flatMap(([suite, { test_results }]) =>
      Object.entries(test_results).map(([test, { status, reason }]) => ({
        title: `${suite} › ${test}${reason ? `: ${reason}` : ''}`,
        status: { Success: 'passed', Failure: 'failed', Skipped: 'skipped' }[status] ?? 'failed',
      })),
    ),
  )
}

/**
 * Playwright's JSON reporter. A test that passed only when tried again is a failure: it told us two things.
 *
 * @param {{ suites: any[], errors?: { message: string }[] }} report
 * @returns {Results}
 */
export function readPlaywright({ suites, errors = [] }) {
  const status = { expected: 'passed', skipped: 'skipped' }
  const tests = suites
    .flatMap((suite) => specsOf(suite, []))
    .flatMap(({ title, tests: runs }) =>
      runs.map((run) => ({
        title,
        status: status[run.status] ?? 'failed',
        why: run.results?.findLast(({ error }) => error)?.error.message,
      })),
    )
  return count([
    ...tests,
    ...errors.map(({ message }) => ({ title: firstLine(message), status: 'failed' })),
  ])
}

function specsOf({ title, specs = [], suites = [] }, above) {
  const path = [...above, title]
  return [
    ...specs.map((spec) => ({ title: [...path, spec.title].join(' › '), tests: spec.tests })),
    ...suites.flatMap((suite) => specsOf(suite, path)),
  ]
}

/** @returns {Results} */
function count(tests) {
  const failed = tests.filter(({ status }) => status === 'failed')
  const passed = tests.filter(({ status }) => status === 'passed').length
  return {
    passed,
    failed: failed.length,
    skipped: tests.length - failed.length - passed,
    failures: failed.map(({ title, why }) => (why ? `${title}\n${shorten(why)}` : title)),
  }
}

/** What is printed again of a failure: enough to know it by where the rest of the output is gone. */
const most = { lines: 40, characters: 400 }

/** @param {string} message may have colours of a terminal */
function shorten(message) {
  const lines = stripVTControlCharacters(String(message)).trim().split('\n')
  const left = lines.length - most.lines
  return [...lines.slice(0, most.lines), ...(left > 0 ? [`… ${left} lines more`] : [])]
    .map(
      (line) =>
        `    ${line.length > most.characters ? `${line.slice(0, most.characters)}…` : line}`,
    )
    .join('\n')
}

function firstLine(text) {
  return String(text ?? 'failed to load').split('\n', 1)[0]
}
