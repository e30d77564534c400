import { fileURLToPath } from 'node:url'
import type { Hash } from 'viem'
import { fetchInstance } from '@/lib/adapters/build/fetch-instance'
import { readBuildAssets } from '@/lib/adapters/build/read-build-assets'
import { visibleText } from '@/lib/core/chain/visible-text'
import { type BuildManifest, hashAssets } from '@/lib/core/instance/build-manifest'
import { compareAssets, judgeInstance } from '@/lib/core/instance/judge-instance'
import { alignRows } from './align-rows'
import type { Command, CommandIo } from './command'
import { exitCodes } from './exit-codes'
import { UsageError } from './parse-arguments'
import { readInstance } from './read-instance'

/** Lines that anybody reads. */
const mostLines = 30

/** `suture instance`: whether an instance gives browsers what it says, and what was built here. */
export const instanceCommand: Command = {
  name: 'instance',
  summary: 'whether an instance gives browsers what was built, and nothing else',
  positionals: ['<url>'],
  options: {
    expect: {
      value: '<hash>',
      summary: 'of the build, as somebody else has it; without it the build here is compared',
    },
  },
  details: `Every file that the instance lists is fetched and hashed here, and every page looked at may load nothing else, scripts
by their hashes only, nor hold a script of its own. Exit code 0 where all is so and the hash is the expected one; 1 where it is not, or where
there was nothing to compare it with: an instance that is true to itself may still be another one.
npx next build makes the build of this folder, npm run build:verify makes it twice.

What it gave is what it gave to you, now. Whoever runs it could give another signer something else.`,
  run: async ({ positionals, options }, io) => {
    const { origin } = readInstance(positionals[0] ?? '')
    const expected = readExpected(options.expect)
    const facts = await fetchInstance(origin)
    const problems = judgeInstance(facts)
    const { manifest, pages } = facts
    const files = Object.keys(manifest.assets).length
    io.writeOut(`Build ${manifest.hash} of Suture ${visibleText(manifest.version)}\n`)
    for (const line of alignRows(
      problems.slice(0, mostLines).map(({ where, problem }) => [where, problem]),
      '! ',
    )) {
      io.writeOut(`${visibleText(line, { maxLength: 300 })}\n`)
    }
    if (problems.length > mostLines) io.writeOut(`… and ${problems.length - mostLines} more.\n`)
    if (problems.length === 0) {
      const seen = Object.keys(pages).length
      io.writeOut(`${files} files are as listed; ${seen} pages load nothing else.\n`)
    }
    const isSame = await compare(manifest, expected, io)
    return problems.length === 0 && isSame ? exitCodes.done : exitCodes.verdict
  },
}

async function compare(
  { hash, assets }: BuildManifest,
  expected: Hash | undefined,
  io: CommandIo,
): Promise<boolean> {
  if (expected !== undefined) {
    io.writeOut(expected === hash ? 'It is the expected build.\n' : `Expected ${expected}\n`)
    return expected === hash
  }
  const own = await readBuildAssets(fileURLToPath(new URL('../..', import.meta.url)))
  if (!own) {
    io.writeOut('Compared with nothing: give --expect, or build it here with npx next build.\n')
    return false
  }
  const different = compareAssets(assets, own)
  if (different.length === 0) {
    io.writeOut('It is the build of this folder.\n')
    return true
  }
  io.writeOut(`The build of this folder is ${hashAssets(own)}\n`)
  for (const path of different.slice(0, mostLines)) io.writeOut(`  differs: /${path}\n`)
  if (different.length > mostLines) io.writeOut(`… and ${different.length - mostLines} more.\n`)
  return false
}

function readExpected(text: string | true | undefined): Hash | undefined {
  if (text === undefined) return undefined
  if (typeof text === 'string' && /^0x[0-9a-f]{64}$/i.test(text)) return text.toLowerCase() as Hash
  throw new UsageError('That is no hash of a build.', {
    hint: 'Give 0x and 64 hexadecimal digits with --expect, as the foot of every page has them.',
  })
}
