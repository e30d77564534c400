// What is known against the packages that are installed to run Suture, held against what SECURITY.md argues.
//
//   npm run audit      0: nothing, or all of it argued; 1: something that is not; 2: the registry does not say

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './ensure-install.mjs'

/**
 * @typedef {{ advisory: string, package: string, title: string, severity: string, range: string }} Advisory
 * @typedef {{ advisory: string, package: string, why: string, until: string }} Argued An advisory that does not reach us, and
 *   the day (YYYY-MM-DD) after which that is looked at again.
 */

/**
 * Every advisory of a report, once for each package that it is about.
 *
 * @param {unknown} report Of `npm audit --json`, version 2.
 * @returns {Advisory[] | undefined} undefined where it is no report: then nothing is known.
 */
export function readAdvisories(report) {
  const vulnerabilities = Object(report).vulnerabilities
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) return undefined
  const found = new Map()
  for (const { via } of Object.values(vulnerabilities)) {
    for (const cause of via) {
      // A name stands for a package with causes of its own.
      if (typeof cause === 'string') continue
      const { url, name, title, severity, range } = cause
      const advisory = String(url).split('/').at(-1) ?? ''
      found.set(`${advisory} ${name}`, { advisory, package: name, title, severity, range })
    }
  }
  return [...found.values()]
}

/**
 * @param {readonly Advisory[]} advisories
 * @param {readonly Argued[]} argued
 * @param {string} today YYYY-MM-DD
 * @returns {string[]} A line for each advisory that nothing argues or no longer does, and each argument that nothing needs.
 */
export function judgeAdvisories(advisories, argued, today) {
  const isOf = (one) => (other) => one.advisory === other.advisory && one.package === other.package
  const open = advisories.flatMap((advisory) => {
    const argument = argued.find(isOf(advisory))
    const { advisory: id, package: name, severity, title, range } = advisory
    if (!argument) return [`${name} ${range}: ${title} (${severity}, ${id})`]
    return argument.until < today
      ? [`${name}: what argues ${id} was to be looked at again by ${argument.until}`]
      : []
  })
  const needless = argued
    .filter((argument) => !advisories.some(isOf(argument)))
    .map(
      ({ advisory, package: name }) =>
        `${name}: nothing known is ${advisory} any more; take it out`,
    )
  return [...open, ...needless]
}

function askRegistry() {
  return new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: 64 * 1_024 * 1_024 }
    // It exits with 1 where something is found.
    execFile(
      'npm',
      ['audit', '--package-lock-only', '--omit=dev', '--json'],
      options,
      (_, stdout) => {
        try {
          resolve(JSON.parse(stdout))
        } catch {
          resolve(undefined)
        }
      },
    )
  })
}

async function main() {
  const argued = JSON.parse(readFileSync(join(root, 'scripts', 'audit-argued.json'), 'utf8'))
  const advisories = readAdvisories(await askRegistry())
  if (!advisories) {
    console.error(
      'The registry serves no advisories, so nothing is known. Ask one that does: --registry, or .npmrc.',
    )
    return 2
  }
  const problems = judgeAdvisories(advisories, argued, new Date().toISOString().slice(0, 10))
  for (const problem of problems) console.error(problem)
  console.log(`${advisories.length} advisories, ${argued.length} argued, ${problems.length} open`)
  return problems.length > 0 ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main()
