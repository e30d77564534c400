import type { Verdict } from '@/lib/core/check/finding'
import type { OptionSpec } from './parse-arguments'

export const rpcOption: OptionSpec = { value: '<url>', summary: 'JSON-RPC endpoint of the chain' }

export const sourcesOption: OptionSpec = {
  value: '<path>',
  summary: 'project of Foundry or Hardhat, build-info or standard JSON, to compile again',
}

export const failOnOption: OptionSpec = {
  choices: ['fail', 'unknown', 'warn'],
  summary: 'the mildest verdict that ends with exit code 1; fail by default',
}

const failing: Readonly<Record<string, readonly Verdict[]>> = {
  fail: ['fail'],
  unknown: ['fail', 'unknown'],
  warn: ['fail', 'unknown', 'warn'],
}

/** Whether a verdict is at or above `--fail-on`. */
export function isAtLeast(verdict: Verdict, failOn: string | true | undefined): boolean {
  return failing[typeof failOn === 'string' ? failOn : 'fail']?.includes(verdict) ?? false
}

/** A report names its sources by their hashes, so that any instance can give them. */
export const namedSourcesOption: OptionSpec = {
  value: '<path|url>',
  summary: 'project, build-info or standard JSON to compile again, or an instance that keeps them',
}
