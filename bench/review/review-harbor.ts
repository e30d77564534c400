import { harborBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import type { CorpusContract } from '@/test/corpus/corpus-pair'
import { comparePair, reviewPair, reviewSides } from '@/test/corpus/review-pair'

/** The patch of the demo, as forge compiled it into contracts/out. */
export function readHarbor(): { readonly from: CorpusContract; readonly to: CorpusContract } {
  return { from: readContract('HarborVault'), to: readContract('HarborVaultV2') }
}

function readContract(name: string): CorpusContract {
  const recordedIn = `contracts/out/${name}.sol/${name}.json`
  return { package: 'harbor', ...harborBundle(name), recordedIn, layout: undefined }
}

/**
 * Reviews the patch as far as it needs no chain.
 *
 * @param directory Of the compiler: where what it said before is kept.
 */
export async function reviewHarbor(directory: string): Promise<void> {
  await reviewPair(createCompiler({ directory }), readHarbor())
}

/** The same by a process that has reviewed it before and keeps, as the server does, what code was made from. */
export async function settleHarbor(directory: string): Promise<() => void> {
  const pair = readHarbor()
  const sides = await reviewSides(createCompiler({ directory }), pair)
  return () => comparePair(pair, sides)
}
