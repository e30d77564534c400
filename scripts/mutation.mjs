// npm run mutation                                   the three areas, one after the other
// npm run mutation -- lib/core/safe/owner-tree.ts    an area, or a folder or files in one
//
// Changes the code in small ways and looks whether a test notices. What none noticed is listed with its line. A file that was
// measured may not get worse: then the command fails. Takes long, so it is no part of `npm test`; what did not change since the
// last run of the same path is not run again. MUTATION_WORKERS=1 leaves more of the machine to others.

import { statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ensureInstall, root } from './ensure-install.mjs'
import { findFallen, scoreFiles } from './mutation-score.mjs'

const areas = ['lib/core/safe', 'lib/core/signing/ledger', 'lib/core/check']

/** Mutants left unnoticed when the file was last measured and read through. */
const floors = {
  'lib/core/safe/asks-for-hash.ts': 0,
  'lib/core/safe/hash-safe-message.ts': 0,
  'lib/core/safe/nested-approval.ts': 0,
  // Without calldata it is decoded in vain, which is no trust either.
  'lib/core/safe/is-trusted-delegatecall.ts': 1,
  'lib/core/safe/next-nonce.ts': 0,
  'lib/core/safe/owner-tree.ts': 0,
  'lib/core/safe/judge-signatures.ts': 0,
  'lib/core/safe/signer-standing.ts': 0,
  'lib/core/safe/signature-shelf.ts': 0,
  'lib/core/safe/hash-safe-transaction.ts': 0,
  // The order of two that are the same, the size that padding has anyway, and neighbours looked at from the other side.
  'lib/core/safe/encode-signatures.ts': 3,
  'lib/core/signing/ledger/may-proceed.ts': 0,
  // Words of what fails, and the anchor that is named beside one of them.
  'lib/core/signing/ledger/check-hash.ts': 5,
  // Names of standings that nobody else compares, words that are never shown, and upper case for lower.
  'lib/core/signing/ledger/check-signatures.ts': 4,
  // A kind of fact that nobody knows is used where it is known.
  'lib/core/check/run-check.ts': 1,
  'lib/core/check/run-checks.ts': 0,
}

try {
  await ensureInstall()
  process.chdir(root)
  const { Stryker } = await import('@stryker-mutator/core')
  const asked = process.argv.slice(2).map((path) => path.replace(/\/$/, ''))
  for (const path of asked.length > 0 ? asked : areas) {
    console.log(`\n━━ ${path}`)
    report(await new Stryker(optionsFor(path)).runMutationTest())
  }
} catch (error) {
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}`)
  process.exitCode = 1
}

/** @param {string} path a folder or a file in one of the areas */
function optionsFor(path) {
  const area = areas.find((each) => path === each || path.startsWith(`${each}/`))
  if (!area) throw new Error(`${path} is in no area. There are: ${areas.join(', ')}.`)
  const isFolder = statSync(path).isDirectory()
  const cache = join('node_modules/.cache/suture/mutation', path.replaceAll('/', '-'))
  return {
    mutate: [isFolder ? `${path}/**/*.ts` : path, '!**/*.test.ts', '!**/__fixtures__/**'],
    vitest: { configFile: 'vitest.mutation.config.ts', dir: area },
    jsonReporter: { fileName: `${cache}.json` },
    htmlReporter: { fileName: `${cache}.html` },
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  }
}

/** @param {readonly { fileName: string, status: string }[]} mutants */
function report(mutants) {
  const files = scoreFiles(
    mutants.map(({ fileName, status }) => ({
      fileName: relative(root, fileName).split(sep).join('/'),
      status,
    })),
  )
  for (const sentence of findFallen(files, floors)) {
    console.error(sentence)
    process.exitCode = 1
  }
}
