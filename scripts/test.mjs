// npm test                  everything, on a machine that has only Node
// npm test -- unit types    these parts, and what they need
//
// The last line counts every test of every runner, and each static gate as one: `N passed, N failed`.

import { ensureInstall } from './ensure-install.mjs'
import { add, closingLine, runParts, selectParts } from './run-parts.mjs'

try {
  await ensureInstall()
  const { parts } = await import('./test-parts.mjs')
  const selected = selectParts(parts, process.argv.slice(2))
  const done = await runParts(selected, { log: console.log, now: () => Date.now() })
  report(done)
} catch (error) {
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}`)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
}

/** @param {Awaited<ReturnType<typeof runParts>>} done */
function report(done) {
  const failed = done.filter(({ failures }) => failures.length > 0)
  if (failed.length > 0) console.log('\n━━ failures')
  for (const { name, failures } of failed) {
    for (const text of failures) console.log(`${name}: ${text}`)
  }
  console.log('\n━━ summary')
  for (const part of done) {
    console.log(
      `${part.name.padEnd(10)} ${String(part.seconds).padStart(4)} s  ${closingLine(part)}`,
    )
  }
  const total = done.reduce(add, { passed: 0, failed: 0, skipped: 0, failures: [] })
  console.log(closingLine(total))
  process.exitCode = total.failed > 0 ? 1 : 0
}
