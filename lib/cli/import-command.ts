import type { ExchangeRecord } from '@/lib/core/api/exchange-record'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import type { Command } from './command'
import { postRecord } from './exchange/post-record'
import { verifyRecord } from './exchange/verify-record'
import { exitCodes } from './exit-codes'
import { UsageError } from './parse-arguments'
import { readInstance } from './read-instance'
import { readText } from './read-json'

/** `suture import`: hands what `suture export` wrote to another instance. */
export const importCommand: Command = {
  name: 'import',
  summary: 'hand what suture export wrote to another instance, each record proven',
  positionals: ['<file|->'],
  options: {
    to: { value: '<url>', summary: 'the instance' },
    only: { value: '<kind,…>', summary: 'only records of these kinds, e.g. proposal' },
    'dry-run': { summary: 'prove the records and hand on nothing' },
  },
  details: `Nothing is sent before every record of the file is proven. Each arrives where a page would send it, and is judged there in the
same way: the instance asks its own chain who owns a Safe, and its Safe service, embedded or external, takes the proposals.
Doing it twice changes nothing. Exit code 1 where something was not taken: what and why is printed, and the rest is there.

Reports are taken only by an instance with "importReports": true; without, it makes its own. An acknowledgement answers a
review, so that the instance has to have made one: open the patch there, then import again.`,
  run: async ({ positionals, options }, io) => {
    const { to } = options
    if (typeof to !== 'string' && !options['dry-run']) {
      throw new UsageError('It needs an instance to hand the records to.', {
        hint: 'Give its URL with --to, or --dry-run to prove them alone.',
      })
    }
    const text = await readText(positionals[0] ?? '-', io)
    const records = await Promise.all(text.trimEnd().split('\n').map(verifyRecord))
    assertWhole(records)
    const only = typeof options.only === 'string' ? options.only.split(',') : undefined
    const chosen = records.filter(
      ({ kind }) => kind !== 'instance' && kind !== 'end' && (only?.includes(kind) ?? true),
    )
    io.writeOut(`${chosen.length} records, each proven.\n`)
    if (options['dry-run'] || typeof to !== 'string') return exitCodes.done
    const api = readInstance(to)
    let refused = 0
    for (const record of chosen) {
      try {
        await postRecord(api, record)
      } catch (error) {
        if (!(error instanceof BaseError)) throw error
        refused += 1
        io.writeError(`Not taken: ${nameOf(record)}: ${visibleText(error.message)}\n`)
      }
    }
    io.writeOut(`${chosen.length - refused} taken, ${refused} not.\n`)
    return refused === 0 ? exitCodes.done : exitCodes.verdict
  },
}

function assertWhole(records: readonly ExchangeRecord[]): void {
  const last = records.at(-1)
  const isWhole = records[0]?.kind === 'instance' && last?.kind === 'end'
  if (isWhole && last.records === records.length - 2) return
  throw new BaseError('The file is cut off.', { hint: 'Export it again.' })
}

function nameOf(record: ExchangeRecord): string {
  switch (record.kind) {
    case 'dossier':
      return `dossier ${record.digest}`
    case 'proposal':
      return `proposal ${record.safeTxHash}`
    case 'acknowledgement':
      return `acknowledgement of ${record.patch}`
    case 'attestation':
      return 'attestation'
    case 'sources':
    case 'document':
      return `${record.kind} ${record.hash}`
    default:
      return record.kind
  }
}
