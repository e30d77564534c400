import type { Hash } from 'viem'
import type * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import { changesSchema } from '@/lib/core/simulation/expectations-schema'
import { canonicalWire } from './canonical-wire'
import type { Declarer, ExpectedDifference } from './expected-difference'
import type { ReplayCursor, ReplayMode, ReplayOverride, ReplaySubject } from './replay'
import type { ReplayResult } from './replay-result'
import {
  hashesSchema,
  overridesSchema,
  replayCursorSchema,
  replayResultSchema,
} from './replay-schema'

/** Characters. One of 5,000 transactions has two million. */
const maximumLength = 64 * 1024 * 1024

/** Each fact names a member and what is wrong with it. */
export class InvalidReplayError extends BaseError {
  override readonly name = 'InvalidReplayError'
  constructor({ facts, cause }: { facts: readonly ErrorFact[]; cause?: unknown }) {
    super('This is not a replay.', {
      facts,
      hint: 'suture replay --format json writes one; public/schema/replay-1.json describes it.',
      cause,
    })
  }
}

/** What was found so far, of a run that is to go on. */
export type SavedReplay = {
  readonly cursor: ReplayCursor & {
    readonly schema: 'suture/replay-cursor/1'
    readonly subject: ReplaySubject
    readonly mode: ReplayMode
  }
  readonly results: readonly ReplayResult[]
}

/**
 * Reads what a run has written so far: a line for where it stands, then one for each result. A last line that was not
 * finished is left out.
 *
 * @throws InvalidReplayError
 */
export function parseSavedReplay(text: string): SavedReplay {
  const [first = '', ...rest] = text.split('\n')
  const whole = rest.slice(0, -1).filter(Boolean)
  const results = whole.map((line) => readShape(replayResultSchema, parseJson(line)))
  return { cursor: readShape(replayCursorSchema, parseJson(first)), results }
}

/** One line of a saved run. */
export function serializeReplayLine(value: SavedReplay['cursor'] | ReplayResult): string {
  return `${canonicalWire(value)}\n`
}

/**
 * Reads a list of hashes of transactions.
 *
 * @throws InvalidReplayError
 */
export function parseHashes(json: string): readonly Hash[] {
  return readShape(hashesSchema, parseJson(json))
}

/** @throws InvalidReplayError */
export function parseOverrides(json: string): readonly ReplayOverride[] {
  return readShape(overridesSchema, parseJson(json))
}

/**
 * Reads announcements.
 *
 * @param by Whose they are: the file does not say.
 * @throws InvalidReplayError
 */
export function parseExpected(json: string, by: Declarer): readonly ExpectedDifference[] {
  return readShape(changesSchema, parseJson(json)).map((one) => ({ ...one, by }))
}

function parseJson(json: string): unknown {
  if (json.length > maximumLength) {
    throw new InvalidReplayError({ facts: [['Size', `more than ${maximumLength} characters`]] })
  }
  try {
    return JSON.parse(json)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message) : 'does not parse'
    throw new InvalidReplayError({ facts: [['JSON', problem]], cause })
  }
}

function readShape<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const facts = result.error.issues.slice(0, 12).map((issue): ErrorFact => {
    const path = issue.path.map(String).join('.') || 'replay'
    const problem = expectedType(issue)
    return [visibleText(path, { maxLength: 120 }), visibleText(problem, { maxLength: 200 })]
  })
  throw new InvalidReplayError({ facts })
}
