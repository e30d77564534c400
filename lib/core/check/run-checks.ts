import type { Check } from './check'
import { checks } from './checks'
import type { Finding } from './finding'
import { type RunCheckParameters, runCheck } from './run-check'

export type RunChecksParameters = RunCheckParameters & {
  /** Which checks: those on one upgrade, or those on the patch as a whole. */
  readonly about: Check['about']
}

/** Runs every check of the registry on one subject. One finding each, in the order of the catalogue; pure. */
export function runChecks({ about, ...parameters }: RunChecksParameters): Finding[] {
  return checks.filter((check) => check.about === about).map((check) => runCheck(check, parameters))
}
