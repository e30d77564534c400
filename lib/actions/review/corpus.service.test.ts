import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { ensureInstall } from '@/scripts/ensure-install.mjs'
import { aavePairs } from '@/test/corpus/aave-pairs'
import { nitroPairs } from '@/test/corpus/nitro-pairs'
import { optimismPairs } from '@/test/corpus/optimism-pairs'
import { corpusFolder } from '@/test/corpus/package-files'
import { reviewPair } from '@/test/corpus/review-pair'

const directory = mkdtempSync(join(tmpdir(), 'suture-corpus-'))
afterAll(() => rmSync(directory, { recursive: true }))

const compiler = createCompiler({ directory, concurrency: 2 })

beforeAll(() => ensureInstall({ root: corpusFolder }))

/** Cold, each waits for those before it. */
const timeout = 600_000

test.concurrent.for([...optimismPairs, ...aavePairs, ...nitroPairs])(
  'behavior: a review of $name finds what it found before',
  { timeout },
  async ({ name, read }, { expect }) => {
    const { from, to } = read()
    const found = await reviewPair(compiler, { from, to })
    await expect(`${JSON.stringify(found, undefined, 2)}\n`).toMatchFileSnapshot(
      `./__golden__/${name}.json`,
    )
  },
)
