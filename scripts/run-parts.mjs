/**
 * @typedef {import('./read-results.mjs').Results} Results
 * @typedef {import('./test-parts.mjs').Part} Part
 */

/**
 * The parts that were asked for with all that they need, in the order of the suite.
 *
 * @param {Part[]} parts
 * @param {string[]} names none means all
 * @throws Error naming the parts there are
 */
export function selectParts(parts, names) {
  const unknown = names.find((name) => !parts.some((part) => part.name === name))
  if (unknown) {
    const known = parts.map(({ name }) => name).join(', ')
    throw new Error(`There is no part "${unknown}". Give any of: ${known}.`)
  }
  if (names.length === 0) return parts
  const wanted = new Set(names)
  // From the end, since what a part needs stands before it.
  for (const { name, needs = [] } of parts.toReversed()) {
    if (wanted.has(name)) for (const need of needs) wanted.add(need)
  }
  return parts.filter(({ name }) => wanted.has(name))
}

/**
 * Runs one part after the other. One that throws counts as a failure, and so does one that could not run because
 * nothing of what it needs came to pass.
 *
 * @param {Part[]} parts
 * @param {{ log: (line: string) => void, now: () => number }} io `now` in milliseconds
 * @returns {Promise<Results & { name: string, seconds: number }[]>}
 */
export async function runParts(parts, { log, now }) {
  const done = []
  for (const part of parts) {
    log(`\n━━ ${part.name}`)
    const start = now()
    const broken = (part.needs ?? []).find((need) => isBroken(done, need))
    const results = broken ? [failure(`not run: ${broken} failed`)] : await attempt(part)
    const total = results.reduce(add, { passed: 0, failed: 0, skipped: 0, failures: [] })
    const seconds = Math.round((now() - start) / 1000)
    done.push({ name: part.name, seconds, ...total })
    log(`${part.name}: ${closingLine(total)} in ${seconds} s`)
  }
  return done
}

/** Nothing of it passed; a contract test that fails is no reason not to run the app. */
function isBroken(done, name) {
  return done.some((part) => part.name === name && part.passed === 0)
}

/** @param {Part} part */
async function attempt(part) {
  try {
    return await part.run()
  } catch (error) {
    return [failure(error instanceof Error ? error.message : String(error))]
  }
}

function failure(text) {
  return { passed: 0, failed: 1, skipped: 0, failures: [text] }
}

/** @param {Results} a @param {Results} b @returns {Results} */
export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  }
}

/**
 * `12 passed, 0 failed`, and how many were skipped where any were.
 *
 * @param {Pick<Results, 'passed' | 'failed' | 'skipped'>} results
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
