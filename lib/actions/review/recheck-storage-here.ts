import type { Client, Hash } from 'viem'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import { fetchReport } from '@/lib/adapters/suture-api/fetch-report'
import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import type { LiveStorage } from '@/lib/core/check/check-facts'
import { BaseError } from '@/lib/core/error/base-error'
import { parseReport } from '@/lib/core/report/parse-report'
import { type RecheckedFinding, recheckStorage } from '@/lib/core/report/recheck-storage'
import { hashReport } from '@/lib/core/report/serialize-report'

/** The words of the storage, read again by somebody else at the same block. */
export type WordsAgain =
  | { readonly kind: 'read'; readonly words: number; readonly different: readonly bigint[] }
  | { readonly kind: 'not-read'; readonly reason: string }

export type StorageRecheck = {
  readonly findings: readonly RecheckedFinding[]
  readonly block: bigint
  readonly words: WordsAgain
}

export class OtherReportError extends BaseError {
  override readonly name = 'OtherReportError'
  constructor({ asked, given }: { asked: Hash; given: Hash }) {
    super('The server gave another report than the one that this page shows.', {
      facts: [
        ['Asked for', asked],
        ['Given', given],
      ],
      hint: 'Do not sign by this page. Make the report yourself: suture review.',
    })
  }
}

/**
 * Computes the verdicts on the storage of one upgrade again where this runs: from the report with this hash, and from words
 * that the client reads itself at the block of the report.
 *
 * @param parameters.upgrade Its place among the upgrades of the report.
 * @throws SutureApiError, OtherReportError, InvalidReportError
 */
export async function recheckStorageHere(
  { api, reader }: { api: SutureApi; reader: Client | undefined },
  { hash, upgrade: index }: { hash: Hash; upgrade: number },
): Promise<StorageRecheck> {
  const json = await fetchReport(api, { hash })
  const given = hashReport(json)
  if (given !== hash.toLowerCase()) throw new OtherReportError({ asked: hash, given })
  const report = parseReport(json)
  const upgrade = report.upgrades[index]
  if (!upgrade) throw new BaseError('The report has no such upgrade.')
  const { chainId, block } = report.input
  const again = await readAgain(reader, { chainId, live: upgrade.live, blockNumber: block.number })
  const live = again.live ?? upgrade.live
  const findings = recheckStorage(report, { upgrade, live })
  return { findings, block: block.number, words: again.words }
}

async function readAgain(
  reader: Client | undefined,
  {
    chainId,
    live,
    blockNumber,
  }: { chainId: number; live: readonly LiveStorage[]; blockNumber: bigint },
): Promise<{ words: WordsAgain; live?: readonly LiveStorage[] | undefined }> {
  const notRead = (reason: string) => ({ words: { kind: 'not-read', reason } }) as const
  if (!reader) return notRead('this browser has no node to ask: connect a wallet on this chain')
  if (live.length === 0) return notRead('the report has none')
  try {
    const own = await Promise.all(
      live.map(async ({ proxy, words }): Promise<LiveStorage> => {
        if (!proxy) return { proxy, words }
        const slots = words.keys()
        return {
          proxy,
          words: await readStorageWords(reader, { chainId, address: proxy, slots, blockNumber }),
        }
      }),
    )
    const different = live.flatMap(({ words }, index) =>
      [...words].flatMap(([slot, word]) => (own[index]?.words.get(slot) === word ? [] : [slot])),
    )
    const count = own.reduce((sum, { words }) => sum + words.size, 0)
    return { words: { kind: 'read', words: count, different }, live: own }
  } catch (error) {
    return notRead(error instanceof BaseError ? error.shortMessage : String(error))
  }
}
