import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bench } from '@/bench/comparison'
import { peakMemory } from '@/bench/review/peak-memory'
import { readHarbor, reviewHarbor, settleHarbor } from '@/bench/review/review-harbor'
import { compileBundle } from '@/lib/adapters/compiler/compile-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { findSoljson } from '@/lib/adapters/compiler/find-soljson'
import { compileEntry } from '@/lib/adapters/compiler/run-solc'
import { solcInput } from '@/lib/adapters/compiler/solc-input'

/** A compilation takes seconds: that many are enough to see what a review adds. */
const samples = 3

/** Both versions one after the other, as the compiler takes them. */
async function compileHarbor(directory: string): Promise<void> {
  const { from, to } = readHarbor()
  const compiler = createCompiler({ directory })
  await Promise.all([from, to].map(({ bundle }) => compileBundle(compiler, { bundle })))
}

/** Of the review, which starts the compiler, and of the compiler. */
async function printMemory(directory: string): Promise<void> {
  const review = pathToFileURL(join(import.meta.dirname, 'review/review-harbor.ts')).href
  const { bundle } = readHarbor().to
  const soljson = await findSoljson({ directory }, { release: '0.8.30' })
  const ours = await peakMemory(
    `const { reviewHarbor } = await import('${review}'); await reviewHarbor(${JSON.stringify(directory)})`,
  )
  const compiler = await peakMemory(`await import('${pathToFileURL(compileEntry()).href}')`, {
    input: JSON.stringify({ soljson, input: solcInput(bundle) }),
  })
  const sum = ours + compiler
  console.log('\npeak memory of a first review, each process at its highest')
  console.log(
    `  review ${ours.toFixed(0)} MB, compiler ${compiler.toFixed(0)} MB, together ${sum.toFixed(0)} MB`,
  )
}

export const bench: Bench = {
  run: async (compare) => {
    const root = mkdtempSync(join(tmpdir(), 'suture-bench-'))
    try {
      let count = 0
      const empty = () => join(root, `${count++}`)
      const kept = empty()
      const again = await settleHarbor(kept)
      await compare({
        title:
          'review of HarborVault → HarborVaultV2: compiled, compared with the code, read, diffed, checked',
        samples,
        contenders: [
          { name: 'compiling both versions', run: () => compileHarbor(empty()) },
          { name: 'the first review', run: () => reviewHarbor(empty()) },
          { name: 'the same again, from what is on disk', run: () => reviewHarbor(kept) },
          { name: 'the same again, from memory, as the server', run: again },
        ],
      })
      await printMemory(empty())
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  },
}
