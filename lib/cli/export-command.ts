import { fetchExport } from '@/lib/adapters/suture-api/fetch-export'
import type { Command } from './command'
import { verifyRecord } from './exchange/verify-record'
import { exitCodes } from './exit-codes'
import { UsageError } from './parse-arguments'
import { readInstance } from './read-instance'

/** `suture export`: what an instance keeps and no chain has, each record proven. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'what an instance keeps and no chain has, one record a line',
  positionals: ['<url>'],
  options: { out: { value: '<file>', summary: 'where to; standard output by default' } },
  details: `Dossiers, uploaded sources, proposals that wait with their signatures (from whichever Safe service the instance uses),
reports, acknowledgements and attestations. Each is proven here, by its hash or its signatures. Subscriptions stay where they are.
suture import takes the file in elsewhere.`,
  run: async ({ positionals, options }, io) => {
    const { out } = options
    if (out === true) throw new UsageError('--out lacks its value.', { hint: 'Give a file.' })
    const api = readInstance(positionals[0] ?? '')
    const text = await fetchExport(api)
    const records = await Promise.all(text.trimEnd().split('\n').map(verifyRecord))
    const last = records.at(-1)
    if (last?.kind !== 'end' || last.records !== records.length - 2) {
      io.writeError('The export is cut off: ask again.\n')
      return exitCodes.input
    }
    if (out === undefined) io.writeOut(text)
    else io.writeFile(out, text)
    io.writeError(`${last.records} records, each proven.\n`)
    return exitCodes.done
  },
}
