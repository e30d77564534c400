import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** No compiler of ours can be what the bundle names. */
export class UnsupportedCompilerError extends BaseError {
  override readonly name = 'UnsupportedCompilerError'
  constructor({ version, reason }: { version: string; reason: string }) {
    super('There is no compiler here for these sources.', {
      facts: [
        ['Compiler', version],
        ['Reason', reason],
      ],
      hint: 'Sources are compiled again with a release of solc from 0.5.13 on. Other code is reviewed by its bytecode alone.',
    })
  }
}

/** npm has no such release. */
export class CompilerNotFoundError extends BaseError {
  override readonly name = 'CompilerNotFoundError'
  constructor({ release, said, cause }: { release: string; said: string; cause?: unknown }) {
    super('npm knows no such release of solc.', {
      facts: [
        ['Compiler', `solc ${release}`],
        ['npm says', said],
      ],
      hint: 'Compare the version with https://github.com/ethereum/solidity/releases.',
      cause,
    })
  }
}

/** The release could not be fetched now. */
export class CompilerUnreachableError extends BaseError {
  override readonly name = 'CompilerUnreachableError'
  constructor({ release, said, cause }: { release: string; said: string; cause?: unknown }) {
    super('The compiler could not be fetched with npm.', {
      facts: [
        ['Compiler', `solc ${release}`],
        ['npm says', said],
      ],
      hint: 'Check that npm is installed and reaches its registry: npm view solc version.',
      retry: true,
      cause,
    })
  }
}

/** The release is not the build that the bundle names. */
export class CompilerMismatchError extends BaseError {
  override readonly name = 'CompilerMismatchError'
  constructor({ wanted, actual }: { wanted: string; actual: string }) {
    super('The release of solc is not the build that the sources name.', {
      facts: [
        ['Named', wanted],
        ['Release', actual],
      ],
      hint: 'Sources made with another build cannot be verified here. Correct the version where it was written by hand.',
    })
  }
}

/** The compiler refused the sources. `facts` hold its first messages. */
export class SourcesDoNotCompileError extends BaseError {
  override readonly name = 'SourcesDoNotCompileError'
  constructor({ compiler, messages }: { compiler: string; messages: readonly string[] }) {
    const shown = messages.slice(0, 3).map((message): ErrorFact => ['It says', message])
    const more = messages.length - shown.length
    super('The sources do not compile.', {
      facts: [
        ['Compiler', compiler],
        ...shown,
        ...(more > 0 ? [['And', `${more} more`] as const] : []),
      ],
      hint: 'Give all files that the contract imports, and the settings it was compiled with.',
    })
  }
}

/** The bundle names a contract that its sources do not make, or one without code. */
export class ContractNotCompiledError extends BaseError {
  override readonly name = 'ContractNotCompiledError'
  constructor({ contract, found }: { contract: string; found: string }) {
    super('The sources do not make this contract.', {
      facts: [
        ['Contract', contract],
        ['Found', found],
      ],
      hint: 'Name the contract that was deployed, with the path of its file, e.g. src/Vault.sol:Vault.',
    })
  }
}

export class CompilationTimeoutError extends BaseError {
  override readonly name = 'CompilationTimeoutError'
  constructor({ contract, seconds }: { contract: string; seconds: number }) {
    super('The compilation took too long and was ended.', {
      facts: [
        ['Contract', contract],
        ['Limit', `${seconds} seconds`],
      ],
      hint: 'Give only the files that the contract needs, or review on a faster machine.',
      retry: true,
    })
  }
}

/** Too large to compile: sources, memory or answer. */
export class CompilationTooLargeError extends BaseError {
  override readonly name = 'CompilationTooLargeError'
  constructor({ contract, what, limit }: { contract: string; what: string; limit: string }) {
    super('The compilation is too large.', {
      facts: [
        ['Contract', contract],
        ['Too large', what],
        ['Limit', limit],
      ],
      hint: 'Give only the files that the contract needs.',
    })
  }
}

/** The compiler ended without an answer, or with one that is not its own. */
export class CompilerCrashError extends BaseError {
  override readonly name = 'CompilerCrashError'
  constructor({ contract, said, cause }: { contract: string; said: string; cause?: unknown }) {
    super('The compiler ended without an answer.', {
      facts: [
        ['Contract', contract],
        ['It said', said || 'nothing'],
      ],
      hint: 'A known bug of this release may be the cause: compile the same input by hand to see it alone.',
      cause,
    })
  }
}
