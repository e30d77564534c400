import { verifyImplementation } from '@/lib/actions/verify-implementation'
import type { Compiler } from '@/lib/adapters/compiler/compiler'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { runChecks } from '@/lib/core/check/run-checks'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import type { ContractModel } from '@/lib/core/source/contract-model'
import { diffSources } from '@/lib/core/source/diff-sources'
import { readContractModel } from '@/lib/core/source/read-model'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { compareLayoutDiffs } from './compare-layout-diffs'
import type { CorpusContract, CorpusPair } from './corpus-pair'
import { explainDeployed } from './explain-deployed'
import { summarizeLayouts } from './summarize-layouts'

/**
 * What a review of two compiled contracts finds, in words and counts that fit on a page.
 *
 * @throws what compiling the sources throws.
 */
export async function reviewPair(compiler: Compiler, pair: Pair) {
  return comparePair(pair, await reviewSides(compiler, pair))
}

type Pair = ReturnType<CorpusPair['read']>
type Sides = { readonly old: Side; readonly now: Side }

/**
 * What a server keeps of code whose sources are settled.
 *
 * @throws what compiling the sources throws.
 */
export async function reviewSides(compiler: Compiler, { from, to }: Pair): Promise<Sides> {
  const [old, now] = await Promise.all([reviewSide(compiler, from), reviewSide(compiler, to)])
  return { old, now }
}

/** What a review adds to that. */
export function comparePair({ from, to }: Pair, { old, now }: Sides) {
  const { files, moved } = diffSources({ from: from.bundle.sources, to: to.bundle.sources })
  const layouts = diffStorageLayouts({ from: old.layout, to: now.layout })
  return {
    from: describeSide(from, old),
    to: {
      ...describeSide(to, now),
      ...(to.deployed && {
        mainnet: explainDeployed(to.deployed, { contract: now.contract, from: old.layout }),
      }),
    },
    sources: {
      ...countBy(files, ({ change }) => change),
      linesAdded: sumOf(files.map(({ linesAdded }) => linesAdded)),
      linesRemoved: sumOf(files.map(({ linesRemoved }) => linesRemoved)),
      moved: moved.length,
    },
    layout: {
      ...summarizeLayouts(layouts),
      recorded: compareLayoutDiffs({ compiled: layouts, from: from.layout, to: to.layout }),
    },
    findings: findingsOf(old, now),
  }
}

type Side = {
  readonly code: CorpusContract['code']
  readonly contract: CompiledContract
  readonly verification: Verification
  readonly model: ContractModel
  readonly layout: StorageLayout
}

async function reviewSide(compiler: Compiler, { bundle, code }: CorpusContract): Promise<Side> {
  const { contract, verification } = await verifyImplementation(compiler, { bundle, code })
  if (!contract.layout) throw new Error(`solc ${contract.compiler} told no storage layout.`)
  return {
    code,
    contract,
    verification,
    model: readContractModel(contract),
    layout: contract.layout,
  }
}

function describeSide(recorded: CorpusContract, { contract, verification, model }: Side) {
  return {
    package: recorded.package,
    contract: `${contract.path}:${contract.name}`,
    compiler: contract.compiler,
    recordedIn: recorded.recordedIn,
    match: verification.match,
    ...(verification.match === 'mismatch' && { detail: verification.detail }),
    files: contract.asts.size,
    functions: model.functions.length,
    guarded: model.functions.filter(({ callerGuards }) => callerGuards.length > 0).length,
    unread: countBy(
      [model, ...model.functions].flatMap((one) => one.unread),
      (what) => what,
    ),
  }
}

/** Those that did not pass, by their id. */
function findingsOf(old: Side, now: Side): Record<string, string> {
  const findings = runChecks({
    facts: factsOf(old, now),
    subject: `${old.contract.name} → ${now.contract.name}`,
    reproduce: 'npx suture diff',
  })
  return Object.fromEntries(
    findings
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ check, verdict, detail }) => [check, `${verdict}: ${detail}`]),
  )
}

function factsOf(old: Side, now: Side): CheckFacts {
  return {
    'old code': known(old.code),
    'new code': known(now.code),
    'old contract': known(old.contract),
    'new contract': known(now.contract),
    'old verification': known(old.verification),
    'new verification': known(now.verification),
    'old model': known(old.model),
    'new model': known(now.model),
    'old layout': known(old.layout),
    'new layout': known(now.layout),
    'old ABI': known(old.contract.abi),
    'new ABI': known(now.contract.abi),
  }
}

function known<T>(value: T) {
  return { known: true, value, anchor: 'recomputed' } as const
}

function countBy<T>(all: readonly T[], keyOf: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const one of all) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1
  return counts
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
