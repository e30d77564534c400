import { checks } from './checks'
import type { Finding } from './finding'
import { type RunCheckParameters, runCheck } from './run-check'

/**
 * Runs every check that asks for nothing but the facts that are given, known or not. One finding each, in the order of the
 * catalogue; pure.
 */
export function runChecks({ facts, ...parameters }: RunCheckParameters): Finding[] {
  return checks
    .filter(({ needs }) => needs.every((kind) => facts[kind] !== undefined))
    .map((check) => runCheck(check, { facts, ...parameters }))
}
