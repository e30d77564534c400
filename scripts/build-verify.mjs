// Builds the sources a second time, in a folder of its own, and compares what browsers are given.
//
//   npm run build:verify [folder]
//
// The first build is the one that stands in `.next`; where there is none, it is made. Exit code 0 where both have one hash.
// `lib/core/instance/build-manifest.ts` says what is hashed. The second folder is a temporary one, or the one given, which
// must not exist.

import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, linkSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { root } from './ensure-install.mjs'

const { register } = await import('tsx/esm/api')
register({ tsconfig: join(root, 'tsconfig.json') })
const load = (path) => import(new URL(`../lib/${path}`, import.meta.url).href)
const { readBuildAssets } = await load('adapters/build/read-build-assets.ts')
const { hashAssets } = await load('core/instance/build-manifest.ts')
const { compareAssets } = await load('core/instance/judge-instance.ts')

/** Nothing of a working copy goes along but its sources and what is installed. */
const left = new Set(['.git', '.next', '.suture', 'node_modules', 'test-results'])

/** Installed files are only read, so that a second name for them will do where the disk is the same. */
function copyInstalled(folder) {
  const from = join(root, 'node_modules')
  const to = join(folder, 'node_modules')
  try {
    linkSync(join(root, 'package.json'), join(folder, '.same-disk'))
    execFileSync('cp', ['-al', from, to])
  } catch {
    rmSync(to, { recursive: true, force: true })
    cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  }
  rmSync(join(folder, '.same-disk'), { force: true })
}

function build(folder) {
  execFileSync(process.execPath, [join(folder, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: folder,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

if (!existsSync(join(root, '.next', 'BUILD_ID'))) build(root)
const first = await readBuildAssets(root)

const given = process.argv[2]
const parent = given ? undefined : mkdtempSync(join(tmpdir(), 'suture-build-'))
const folder = given ?? join(parent, 'again')
try {
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => !left.has(relative(root, path)),
  })
  copyInstalled(folder)
  build(folder)
  const second = await readBuildAssets(folder)
  const different = compareAssets(first, second)
  console.log(`${hashAssets(first)}  here`)
  console.log(`${hashAssets(second)}  again, in another folder`)
  for (const path of different.slice(0, 50)) console.log(`  differs: ${path}`)
  if (different.length > 0) {
    console.log(`${different.length} of ${Object.keys(first).length} files differ.`)
    console.log('Where the sources have changed since `next build`, build again first.')
    process.exitCode = 1
  } else console.log(`The same ${Object.keys(first).length} files.`)
} finally {
  if (parent) rmSync(parent, { recursive: true, force: true })
}
