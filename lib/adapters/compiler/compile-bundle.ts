import { visibleText } from '@/lib/core/chain/visible-text'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import {
  type Compilation,
  compilationKey,
  readCompilation,
  saveCompilation,
} from './compilation-cache'
import type { Compiler } from './compiler'
import {
  CompilationTooLargeError,
  CompilerMismatchError,
  UnsupportedCompilerError,
} from './compiler-error'
import { type CompilerVersion, isVersion, parseCompilerVersion } from './compiler-version'
import { contractLabel } from './contract-label'
import { findSoljson } from './find-soljson'
import { parseSolcOutput } from './parse-solc-output'
import { runSolc } from './run-solc'
import { solcInput } from './solc-input'

export type CompileBundleParameters = {
  readonly bundle: SourceBundle
  readonly signal?: AbortSignal | undefined
}

/**
 * Compiles a bundle with exactly the compiler that it names, in a process of its own, or finds what that gave before.
 *
 * @throws UnsupportedCompilerError, CompilerNotFoundError, CompilerUnreachableError, CompilerMismatchError,
 *   SourcesDoNotCompileError, ContractNotCompiledError, CompilationTimeoutError, CompilationTooLargeError,
 *   CompilerCrashError, InvalidAbiError, InvalidStorageLayoutError; the reason of the signal.
 */
export async function compileBundle(
  compiler: Compiler,
  { bundle, signal }: CompileBundleParameters,
): Promise<CompiledContract> {
  const version = versionOf(bundle)
  assertSize(compiler, bundle)
  const key = compilationKey(bundle)
  const kept = await readCompilation(compiler, key)
  if (kept) return parseSolcOutput(bundle, kept)
  return compiler.takeTurn(async () => {
    // Somebody may have compiled it while this waited.
    const meanwhile = await readCompilation(compiler, key)
    if (meanwhile) return parseSolcOutput(bundle, meanwhile)
    const compilation = await compile(compiler, { bundle, version, signal })
    const contract = parseSolcOutput(bundle, compilation)
    // What cannot be kept is compiled again the next time.
    await saveCompilation(compiler, key, compilation).catch(() => undefined)
    return contract
  }, signal)
}

function versionOf({ language, compiler }: SourceBundle): CompilerVersion {
  if (language !== 'Solidity') {
    const version = `${language} ${visibleText(compiler, { maxLength: 80 })}`
    throw new UnsupportedCompilerError({ version, reason: 'not a Solidity compiler' })
  }
  return parseCompilerVersion(compiler)
}

function assertSize({ limits }: Compiler, bundle: SourceBundle): void {
  const length = Object.values(bundle.sources).reduce((sum, text) => sum + text.length, 0)
  if (length <= limits.sources) return
  const what = `${length} characters of sources`
  throw new CompilationTooLargeError({
    contract: contractLabel(bundle),
    what,
    limit: `${limits.sources} characters`,
  })
}

async function compile(
  compiler: Compiler,
  parameters: CompileBundleParameters & { readonly version: CompilerVersion },
): Promise<Compilation> {
  const { bundle, version, signal } = parameters
  const soljson = await findSoljson(compiler, { release: version.release })
  const compilation = await runSolc({
    soljson,
    input: solcInput(bundle),
    contract: contractLabel(bundle),
    limits: compiler.limits,
    signal,
  })
  if (!isVersion(version, compilation.version)) {
    throw new CompilerMismatchError({ wanted: bundle.compiler, actual: compilation.version })
  }
  return compilation
}
