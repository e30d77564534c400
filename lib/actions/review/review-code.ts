import type { Address, Hash, Hex } from 'viem'
import type { ClaimedSources } from '@/lib/actions/read-sources-for'
import {
  type VerifyImplementationReturnType,
  verifyImplementation,
} from '@/lib/actions/verify-implementation'
import type { CodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import type { Compiler } from '@/lib/adapters/compiler/compiler'
import type { Solver } from '@/lib/adapters/solver/solver'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ContractModel } from '@/lib/core/source/contract-model'
import { readContractModel } from '@/lib/core/source/read-model'

/** Code at an address, whose sources are wanted. */
export type WantedCode = {
  readonly chainId: number
  readonly address: Address
  readonly codeHash: Hash
  readonly code: Hex
}

/** Whoever may know sources of a code: a store, a project on this machine. In the order in which to try them. */
export type SourcesOf = (wanted: WantedCode) => Promise<readonly ClaimedSources[]>

/** What a review needs besides a node: a compiler, and somebody who knows sources. */
export type Workshop = {
  readonly compiler: Compiler
  readonly sourcesOf: SourcesOf
  readonly analyser: CodeAnalyser
  readonly solver: Solver
  /** What code was made from, where that is settled: nothing that anybody says later can change it. */
  readonly settled: Map<Hash, CompiledCode>
  /** Told of every code that was read with sources. */
  readonly onRead?: ((address: Address, bundle: Hash) => void) | undefined
}

/** Codes that a process keeps settled at most; the oldest go first. */
const mostSettled = 64

/** Reviews a code; the same code is compiled once, however many addresses hold it. */
export type ReviewCode = (wanted: Omit<WantedCode, 'codeHash'>) => Promise<Known<CompiledCode>>

export type CompiledCode = VerifyImplementationReturnType & {
  readonly bundle: Hash
  readonly model: ContractModel
}

/** What compiling gave, where that is the code on the chain: sources that give other code tell nothing. */
export function provedCode(code: Known<CompiledCode>): Known<CompiledCode> {
  if (!code.known || code.value.verification.match !== 'mismatch') return code
  return { known: false, reason: 'the sources give other code' }
}

/** A reviewer of codes for the length of one review. */
export function createCodeReviewer(workshop: Workshop): ReviewCode {
  const reviewed = new Map<Hash, Promise<Known<CompiledCode>>>()
  return async (wanted) => {
    const codeHash = hashCode(wanted.code)
    const review = reviewed.get(codeHash) ?? reviewCode(workshop, { ...wanted, codeHash })
    reviewed.set(codeHash, review)
    const code = await review
    if (code.known) workshop.onRead?.(wanted.address, code.value.bundle)
    return code
  }
}

/**
 * Finds the sources that a code was made from, by compiling those that it is said to be made from: the first that give
 * exactly this code, else those that come closest.
 */
async function reviewCode(
  { compiler, sourcesOf, settled }: Workshop,
  wanted: WantedCode,
): Promise<Known<CompiledCode>> {
  const before = settled.get(wanted.codeHash)
  if (before) return { known: true, value: before }
  if (wanted.code === '0x') return { known: false, reason: 'there is no code at this address' }
  const problems: string[] = []
  const found: CompiledCode[] = []
  const claims = await sourcesOf(wanted).catch((error: unknown): readonly ClaimedSources[] => {
    problems.push(reasonOf(error))
    return []
  })
  for (const { hash, bundle } of claims) {
    try {
      const made = await verifyImplementation(compiler, { bundle, code: wanted.code })
      const { contract, verification } = made
      // What the AST tells stands in the model from here on, which is a hundredth of its size.
      const model = readContractModel(contract)
      found.push({ bundle: hash, contract: { ...contract, asts: new Map() }, verification, model })
      if (verification.match === 'exact') break
    } catch (error) {
      problems.push(reasonOf(error))
    }
  }
  const [best] = found.toSorted((a, b) => rankOf(a) - rankOf(b))
  if (best?.verification.match === 'exact') settle(settled, wanted.codeHash, best)
  if (best) return { known: true, value: best }
  const reason = problems[0] ?? 'nobody has given the sources of this code'
  return { known: false, reason }
}

function settle(settled: Workshop['settled'], codeHash: Hash, code: CompiledCode): void {
  settled.set(codeHash, code)
  const [oldest] = settled.keys()
  if (settled.size > mostSettled && oldest) settled.delete(oldest)
}

const order = ['exact', 'metadata-only', 'mismatch']

function rankOf({ verification }: CompiledCode): number {
  return order.indexOf(verification.match)
}

/** In a line. A mistake of ours is not hidden behind "unknown". */
function reasonOf(error: unknown): string {
  if (!(error instanceof BaseError)) throw error
  const facts = error.facts.map(([label, value]) => `${label} ${value}`).join(', ')
  return facts ? `${error.shortMessage} ${facts}` : error.shortMessage
}
