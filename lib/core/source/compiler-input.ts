import type { CompilerSettings, SourceBundle } from './source-bundle'

/** What a compiler is given, as its standard JSON input has it: every source with its text, and the settings. */
export type CompilerInput = {
  readonly language: SourceBundle['language']
  /** Text by path. */
  readonly sources: Readonly<Record<string, string>>
  readonly settings: CompilerSettings
}
