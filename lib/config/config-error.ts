import { BaseError } from '@/lib/core/error/base-error'

export type ConfigProblem = { readonly setting: string; readonly problem: string }

/** Everything that is wrong with the configuration, in one go, so that one edit can mend it. */
export class ConfigError extends BaseError {
  override readonly name = 'ConfigError'
  constructor(problems: readonly ConfigProblem[]) {
    super(
      problems.length === 1
        ? 'The configuration has a problem.'
        : `The configuration has ${problems.length} problems.`,
      {
        facts: problems.map(({ setting, problem }) => [setting, problem] as const),
        hint: 'Every setting is described in docs/configuration.md.',
      },
    )
  }
}
