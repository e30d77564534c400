import type { Hex } from 'viem'
import { compileBundle } from '@/lib/adapters/compiler/compile-bundle'
import type { Compiler } from '@/lib/adapters/compiler/compiler'
import { compareCode } from '@/lib/core/bytecode/compare-code'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import type { SourceBundle } from '@/lib/core/source/source-bundle'

export type VerifyImplementationParameters = {
  readonly bundle: SourceBundle
  /** Runtime code as it stands on the chain. */
  readonly code: Hex
  readonly signal?: AbortSignal | undefined
}

/** A mismatch is an answer, and not an error. */
export type VerifyImplementationReturnType = {
  readonly contract: CompiledContract
  readonly verification: Verification
}

/**
 * Compiles sources with the compiler that they name and compares what that gives with the code on the chain.
 *
 * @throws what compileBundle throws; the reason of the signal.
 */
export async function verifyImplementation(
  compiler: Compiler,
  { bundle, code, signal }: VerifyImplementationParameters,
): Promise<VerifyImplementationReturnType> {
  const contract = await compileBundle(compiler, { bundle, signal })
  return { contract, verification: compareCode({ code, compiled: contract.runtimeCode }) }
}
