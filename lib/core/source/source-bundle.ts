/** Settings of a compilation as solc's standard JSON has them, without `outputSelection`, which changes no code. */
export type CompilerSettings = { readonly [name: string]: unknown }

/**
 * All that a compiler needs to make one contract again: the closure of its sources and the settings. Sources are kept to
 * the byte, since the metadata hash in the code depends on them.
 */
export type SourceBundle = {
  readonly language: 'Solidity' | 'Vyper'
  /** As the compiler names itself, e.g. `0.8.30+commit.73712a01`. */
  readonly compiler: string
  readonly contract: { readonly path: string; readonly name: string }
  /** Text by path, as the compiler knows it. */
  readonly sources: Readonly<Record<string, string>>
  readonly settings: CompilerSettings
}

/** Where a bundle came from. Only compiling it again proves that it belongs to the code on the chain. */
export type SourceOrigin = 'sourcify' | 'upload' | 'local'
