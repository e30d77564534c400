// npm run mutation                                   the three areas, one after the other
// npm run mutation -- lib/core/safe/owner-tree.ts    an area, or a folder or files in one
//
// Changes the code in small ways and looks whether a test notices. What none noticed is listed with its line. A file that was
// measured may not get worse: then the command fails. Takes minutes, so it is no part of `npm test`. MUTATION_WORKERS=1 leaves
// more of the machine to others. With --record what is left now is what may be left: for who has read through it.

import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ensureInstall, root } from './ensure-install.mjs'
import { mutatedFiles, mutationAreas } from './mutation-areas.mjs'
import { findFallen, raiseFloors, scoreFiles } from './mutation-score.mjs'

const floorsFile = 'scripts/mutation-floors.json'

try {
  await ensureInstall()
  process.chdir(root)
  const { Stryker } = await import('@stryker-mutator/core')
  const isRecording = process.argv.includes('--record')
  const asked = process.argv
    .slice(2)
    .filter((argument) => argument !== '--record')
    .map((path) => path.replace(/\/$/, ''))
  for (const path of asked.length > 0 ? asked : mutationAreas) {
    console.log(`\n━━ ${path}`)
    report(await new Stryker(optionsFor(path)).runMutationTest(), isRecording ? path : undefined)
  }
} catch (error) {
  console.error(`\n${process.env.DEBUG ? error.stack : error.message}`)
  process.exitCode = 1
}

/** @param {string} path a folder or a file in one of the areas */
function optionsFor(path) {
  const area = mutationAreas.find((each) => path === each || path.startsWith(`${each}/`))
  if (!area) throw new Error(`${path} is in no area. There are: ${mutationAreas.join(', ')}.`)
  const isFolder = statSync(path).isDirectory()
  const cache = join('node_modules/.cache/suture/mutation', path.replaceAll('/', '-'))
  return {
    testRunner: 'lasting-vitest',
    plugins: [new URL('mutation-runner.mjs', import.meta.url).href],
    mutate: [isFolder ? `${path}/**/*.ts` : path, '!**/*.test.ts', '!**/__fixtures__/**'],
    vitest: { configFile: 'vitest.mutation.config.ts', dir: area },
    jsonReporter: { fileName: `${cache}.json` },
    htmlReporter: { fileName: `${cache}.html` },
    concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  }
}

/**
 * @param {readonly { fileName: string, status: string }[]} mutants
 * @param {string | undefined} recorded what to record, if anything
 */
function report(mutants, recorded) {
  const files = scoreFiles(
    mutants.map(({ fileName, status }) => ({
      fileName: relative(root, fileName).split(sep).join('/'),
      status,
    })),
  )
  const floors = JSON.parse(readFileSync(floorsFile, 'utf8'))
  if (recorded) {
    const unmutated = statSync(recorded).isDirectory() ? mutatedFiles(root, recorded) : [recorded]
    const known = { ...Object.fromEntries(unmutated.map((file) => [file, 0])), ...floors }
    writeFileSync(floorsFile, `${JSON.stringify(raiseFloors(files, known), null, 2)}\n`)
    return
  }
  for (const sentence of findFallen(files, floors)) {
    console.error(sentence)
    process.exitCode = 1
  }
}
