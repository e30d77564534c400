import {
  type QueueChange,
  type QueueChangeKind,
  queueChangeKinds,
  queueChanges,
} from '@/lib/core/api/queue-changes'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import type { Command, CommandIo } from './command'
import { describeError } from './describe-error'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import { type ParsedArguments, UsageError } from './parse-arguments'
import { unknownLines } from './queue-command'
import { placeText, queueOptionSpecs, readQueueOptions } from './queue-options'
import { openQueueSource, type QueueReading, type QueueSource } from './queue-source'
import { timeText } from './time-text'

/** `suture watch`: what happens to operations, as it happens. */
export const watchCommand: Command = {
  name: 'watch',
  summary: 'what happens to the operations of timelocks, one line for each',
  positionals: [],
  options: {
    ...queueOptionSpecs,
    every: { value: '<seconds>', summary: 'between two looks; 12 by default' },
    'fail-on': {
      value: '<change,…>',
      summary: 'ends with exit code 1 when one of these happens',
    },
  },
  details: `A line tells what happened, to which operation, and until when it waits: ${queueChangeKinds.join(', ')}.
What was before the first look is not told. retracted: a reorganisation has taken it back. mismatch: the contract contradicts
its events. A look that fails is told on the stream of errors, and the next one goes on from the last that did not.
Of a long history the 4,000 operations that were scheduled last are looked at. Ends with Ctrl-C.`,
  run: async ({ options }, io) => {
    const failOn = readChanges(options['fail-on'])
    const seconds = readSeconds(options.every)
    const source = await openQueueSource(options, readQueueOptions(options, 'scheduled'))
    const ending = new AbortController()
    const forget = io.onInterrupt(() => ending.abort())
    try {
      const print = printer(io, options.json === true)
      return await watch(source, { io, seconds, failOn, print, signal: ending.signal })
    } finally {
      forget()
      await source.close()
    }
  },
}

type Watching = {
  readonly io: CommandIo
  readonly seconds: number
  readonly failOn: readonly QueueChangeKind[]
  readonly print: (change: QueueChange) => void
  readonly signal: AbortSignal
}

async function watch(source: QueueSource, watching: Watching): Promise<number> {
  const { io, seconds, failOn, print, signal } = watching
  const first = await source.read()
  let known: QueueReading['operations'] = first?.operations ?? []
  let told = ''
  const tell = (reading: QueueReading | undefined) => {
    const text = reading ? unknownLines(reading).join('\n') : told
    if (text !== told && text !== '') io.writeError(`${text}\n`)
    told = text
  }
  tell(first)
  io.writeError(`Watching ${known.length} operations.\n`)
  for (;;) {
    await sleep(seconds * 1_000, signal)
    if (signal.aborted) return exitCodes.interrupted
    try {
      const reading = await source.read()
      if (!reading) continue
      tell(reading)
      // Beyond the last page nothing is known: what leaves it was not taken back.
      const changes = queueChanges(known, reading.operations).filter(
        ({ change }) => change !== 'retracted' || !reading.isCut,
      )
      known = reading.operations
      for (const change of changes) print(change)
      if (changes.some(({ change }) => failOn.includes(change))) return exitCodes.verdict
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      io.writeError(describeError(error).text)
    }
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
