import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { ForkError } from './fork-errors'
import type { BatchAnswer } from './request-batch'

/** @throws ForkError where there is none. */
export function resultOf(answer: BatchAnswer | undefined): unknown {
  if (answer?.answered) return answer.result
  throw new ForkError(answer?.reason ?? 'The node did not answer.', '')
}

/** Reads an answer. What is nonsense is told. */
export function read<T>(answer: BatchAnswer | undefined, parse: (one: unknown) => T): Known<T> {
  return attempt(() => parse(resultOf(answer)))
}

/** That something cannot be read is an answer too. */
export function attempt<T>(parse: () => T): Known<T> {
  try {
    return { known: true, value: parse() }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: `${error.shortMessage} ${said}`.trim() }
  }
}
