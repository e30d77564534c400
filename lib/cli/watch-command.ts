import { queueAt } from '@/lib/core/api/queue-at'
import {
  type QueueChange,
  type QueueChangeKind,
  queueChangeKinds,
  queueChanges,
} from '@/lib/core/api/queue-changes'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { parseTime } from '@/lib/core/watch/parse-time'
import type { Command, CommandIo } from './command'
import { compareReadings, type Known } from './compare-readings'
import { describeError } from './describe-error'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { unknownLines } from './queue-command'
import { placeText, queueOptionSpecs, readQueueOptions } from './queue-options'
import { openQueueSource, type QueueReading, type QueueSource } from './queue-source'
import { readHistories } from './read-histories'
import { timeText } from './time-text'

const readerGone = 'nobody reads'

/** `suture watch`: what happens to operations, as it happens. */
export const watchCommand: Command = {
  name: 'watch',
  summary: 'what happens to the operations of timelocks, one line for each',
  positionals: [],
  options: {
    ...queueOptionSpecs,
    since: {
      value: '<time>',
      summary: 'tells first what has happened since then, as after a restart; UTC, or seconds',
    },
    every: { value: '<seconds>', summary: 'between two looks; 12 by default' },
    'fail-on': {
      value: '<change,…>',
      summary: 'ends with exit code 1 when one of these happens',
    },
  },
  details: `A line tells what happened, to which operation, and until when it waits: ${queueChangeKinds.join(', ')}.
What was before the first look is told with --since alone, by the times of the chain. What was scheduled several times between two
looks is told each time; of more than 50 such operations the last time only. retracted: a reorganisation has taken it back. mismatch: the contract contradicts its events. A look that
fails is told on the stream of errors, and the next one goes on from the last that did not.
Of a long history the 4,000 operations that were scheduled last are looked at. Ends with Ctrl-C.`,
  run: async ({ options }, io) => {
    const failOn = readChanges(options['fail-on'])
    const seconds = readSeconds(options.every)
    const since = readSince(options.since)
    const source = await openQueueSource(options, readQueueOptions(options, 'scheduled'))
    const ending = new AbortController()
    const forget = [
      io.onInterrupt(() => ending.abort()),
      io.onReaderGone(() => ending.abort(readerGone)),
    ]
    try {
      const print = printer(io, options.json === true)
      return await watch(source, { io, seconds, since, failOn, print, signal: ending.signal })
    } finally {
      for (const each of forget) each()
      await source.close()
    }
  },
}

type Watching = {
  readonly io: CommandIo
  readonly seconds: number
  readonly since: bigint | undefined
  readonly failOn: readonly QueueChangeKind[]
  readonly print: (change: QueueChange) => void
  readonly signal: AbortSignal
}

async function watch(source: QueueSource, watching: Watching): Promise<number> {
  const { io, seconds, since, failOn, print, signal } = watching
  const look = lookUntil(signal, source)
  const tellUnknown = unknownTeller(io)
  const tell = (changes: readonly QueueChange[]): boolean => {
    for (const change of changes) print(change)
    return changes.some(({ change }) => failOn.includes(change))
  }
  const first = await look()
  tellUnknown(first)
  let known: Known = { operations: first?.operations ?? [], timelocks: first?.coverage.timelocks }
  // One that was read and not compared yet: the next look may find nothing new.
  let untold: QueueReading | undefined
  /** @returns Whether something happened at which it ends. */
  const goOn = async (): Promise<boolean> => {
    const reading = (await look()) ?? untold
    if (!reading || signal.aborted) return false
    untold = reading
    tellUnknown(reading)
    const instancesOf = await readHistories(source, known.operations, reading)
    untold = undefined
    const { changes, forgotten, ...now } = compareReadings(source, known, reading, instancesOf)
    known = now
    for (const place of forgotten) io.writeError(`No longer followed there: ${place}\n`)
    return tell(changes)
  }
  if (!signal.aborted) io.writeError(`Watching ${known.operations.length} operations.\n`)
  if (since !== undefined && tell(await changesSince(source, known, since))) {
    return exitCodes.verdict
  }
  for (;;) {
    await sleep(seconds * 1_000, signal)
    if (signal.aborted) return endOf(signal)
    if (await goOn().catch(toldBy(io))) return exitCodes.verdict
  }
}

async function changesSince(
  source: QueueSource,
  { operations }: Known,
  since: bigint,
): Promise<QueueChange[]> {
  const later = operations.filter(({ scheduled }) => scheduled.timestamp > since)
  const instancesOf = await readHistories(source, [], { operations: later })
  return queueChanges(queueAt(operations, since, instancesOf), operations, instancesOf)
}

/** A look that fails is told, and the next one goes on. */
function toldBy(io: CommandIo) {
  return (error: unknown): false => {
    if (!(error instanceof BaseError)) throw error
    io.writeError(describeError(error).text)
    return false
  }
}

/** Looks, unless it is stopped meanwhile: a node can take its time. */
function lookUntil(signal: AbortSignal, source: QueueSource) {
  const stopped = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  return () => Promise.race([source.read(), stopped])
}

/** Nobody is left to read it: that is as good an end as any. */
function endOf({ reason }: AbortSignal): number {
  return reason === readerGone ? exitCodes.done : exitCodes.interrupted
}

/** Says what is not known whenever it is something else. */
function unknownTeller({ writeError }: CommandIo) {
  let told = ''
  return (reading: QueueReading | undefined) => {
    const text = reading ? unknownLines(reading).join('\n') : told
    if (text !== told && text !== '') writeError(`${text}\n`)
    told = text
  }
}

function printer({ writeOut }: CommandIo, isJson: boolean): Watching['print'] {
  return ({ change, operation, before }) => {
    const { timelock, id, standing, due, mismatch } = operation
    if (isJson) return writeOut(jsonText({ change, timelock, id, standing, before, due, mismatch }))
    const why = change === 'mismatch' ? `  ${mismatch}` : ''
    const line = `${change}  ${id}  ${placeText(timelock)}  ${timeText(due)}${why}`
    writeOut(`${visibleText(line)}\n`)
  }
}

function readChanges(given: ParsedArguments['options'][string] | undefined): QueueChangeKind[] {
  if (typeof given !== 'string') return []
  return given.split(',').map((name) => {
    const found = queueChangeKinds.find((each) => each === name)
    if (found) return found
    throw new UsageError('Nothing of that name happens to an operation.', {
      facts: [['Got', visibleText(name, { maxLength: 60 })]],
      hint: `Give any of ${queueChangeKinds.join(', ')} with --fail-on.`,
    })
  })
}

function readSince(given: ParsedArguments['options'][string] | undefined): bigint | undefined {
  if (typeof given !== 'string') return undefined
  try {
    return parseTime(given)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const { shortMessage, facts, hint = '--help says more.' } = error
    throw new UsageError(shortMessage, { facts, hint })
  }
}

function readSeconds(given: ParsedArguments['options'][string] | undefined): number {
  if (given === undefined) return 12
  const seconds = Number(given)
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return seconds
  throw new UsageError('That is no number of seconds.', {
    hint: 'Give a whole number from 1 to 86400 with --every.',
  })
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
