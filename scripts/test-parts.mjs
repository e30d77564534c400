import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureChromium } from './ensure-chromium.mjs'
import { ensureInstall, root } from './ensure-install.mjs'
import { readForge, readGate, readPlaywright, readRunner, readVitest } from './read-results.mjs'
import { runCommand } from './run-command.mjs'

/**
 * @typedef {import('./read-results.mjs').Results} Results
 * @typedef {{ name: string, needs?: string[], run: () => Promise<Results[]> }} Part
 *   `needs`: parts whose result is used; they run too, and before.
 */

const reports = mkdtempSync(join(tmpdir(), 'suture-test-'))

/** @type {Part[]} The whole suite, cheapest first. */
export const parts = [
  { name: 'check', run: async () => [await gate('biome check', ['@biomejs/biome', 'check'])] },
  {
    name: 'types',
    run: async () => [
      // Writes the types of the routes, which tsc reads.
      await gate('next typegen', ['next', 'typegen']),
      await gate('tsc', ['typescript']),
      await gate('tsc -p lib/core', ['typescript', '-p', 'lib/core/tsconfig.json']),
    ],
  },
  {
    name: 'unused',
    run: async () => [
      await gate('knip', ['knip']),
      await gate('knip --production', ['knip', '--production']),
    ],
  },
  { name: 'unit', run: async () => [await vitest('unit')] },
  { name: 'contracts', run: runContracts },
  { name: 'service', needs: ['contracts'], run: async () => [await vitest('service')] },
  { name: 'build', run: async () => [await gate('next build', ['next', 'build'])] },
  {
    name: 'size',
    needs: ['build'],
    run: async () => [await gate('size-limit', ['size-limit'])],
  },
  { name: 'e2e', needs: ['contracts', 'build'], run: runEndToEnd },
]

/** @param {string[]} command */
async function gate(name, command) {
  return readGate({ name, exitCode: await runCommand(command) })
}

/** @param {'unit' | 'service'} project */
async function vitest(project) {
  const report = join(reports, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const exitCode = await runCommand(['vitest', 'run', '--project', project, ...reporters])
  return readRunner({ name: project, exitCode, report, read: readVitest })
}

async function runContracts() {
  const built = await gate('forge build', ['@foundry-rs/forge', 'build'])
  if (built.failed > 0) return [built]
  const report = join(reports, 'forge.json')
  const exitCode = await runCommand(['@foundry-rs/forge', 'test', '--json'], { stdout: report })
  return [built, readRunner({ name: 'forge test', exitCode, report, read: readForge })]
}

async function runEndToEnd() {
  await ensureChromium()
  // Before the tests, whose time is bounded; the one that needs it would do it by itself.
  await ensureInstall({ root: join(root, 'e2e', 'lighthouse', 'package') })
  const report = join(reports, 'playwright.json')
  const exitCode = await runCommand(['@playwright/test', 'test', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  return [readRunner({ name: 'e2e', exitCode, report, read: readPlaywright })]
}
