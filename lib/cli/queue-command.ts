import { visibleText } from '@/lib/core/chain/visible-text'
import { queueGroups } from '@/lib/core/timelock/kind/queue-group'
import { alignRows } from './align-rows'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import { placeText, queueFilterSpecs, queueOptionSpecs, readQueueOptions } from './queue-options'
import { openQueueSource, type QueueReading } from './queue-source'
import { timeText } from './time-text'

/** `suture queue`: the operations of a timelock, or of all that an instance follows. */
export const queueCommand: Command = {
  name: 'queue',
  summary: 'the operations of timelocks, and where each stands',
  positionals: [],
  options: {
    ...queueOptionSpecs,
    state: {
      value: '<state,…>',
      summary: `only in these: ${queueGroups.join(', ')}`,
    },
    ...queueFilterSpecs,
  },
  details: `With --from an instance is asked. With --rpc nothing but a node is: the timelock is indexed in memory by the same code
that a server runs, each operation is held against the contract, and nothing is kept. Times are the chain's: of what is
open from when on it can be executed, of the rest when it was closed or expired.
What is not known is written to the stream of errors.`,
  run: async ({ options }, io) => {
    const source = await openQueueSource(options, readQueueOptions(options, 'eta'))
    try {
      const reading = await source.read()
      if (!reading) return exitCodes.done
      for (const line of unknownLines(reading)) io.writeError(`${line}\n`)
      io.writeOut(options.json ? jsonText(reading) : renderQueue(reading))
      return exitCodes.done
    } finally {
      await source.close()
    }
  },
}

function renderQueue({ operations }: QueueReading): string {
  if (operations.length === 0) return 'No operation is like that.\n'
  const rows = operations.map(({ timelock, id, calls, targets, mismatch, ...operation }) => [
    operation.standing,
    timeText(sinceOf(operation)),
    id,
    placeText(timelock),
    `${calls} ${calls === 1 ? 'call' : 'calls'}${targets[0] ? ` to ${targets[0]}` : ''}${targets.length > 1 ? ' and others' : ''}`,
    ...(mismatch === undefined ? [] : [`! ${mismatch}`]),
  ])
  return `${alignRows(rows)
    .map((line) => visibleText(line))
    .join('\n')}\n`
}

/** When it was closed or expired; of what is open, from when on it can be executed. */
function sinceOf({
  standing,
  due,
  expires,
  executed,
  cancelled,
}: Pick<
  QueueReading['operations'][number],
  'standing' | 'due' | 'expires' | 'executed' | 'cancelled'
>) {
  const closed =
    standing === 'executed' ? executed : standing === 'cancelled' ? cancelled : undefined
  return closed?.timestamp ?? (standing === 'stale' ? expires : undefined) ?? due
}

/** What the list cannot tell, in words. */
export function unknownLines({ coverage, isCut }: QueueReading): string[] {
  return [
    ...coverage.incomplete.map(({ timelock, reason }) =>
      visibleText(`Not all is known of ${placeText(timelock)}: ${reason}`),
    ),
    ...(isCut ? ['There are more operations than these.'] : []),
  ]
}
