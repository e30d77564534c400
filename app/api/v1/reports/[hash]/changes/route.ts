import { isHash } from 'viem'
import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { isReportForeign } from '@/lib/actions/exchange/is-report-foreign'
import { readSourceDiff } from '@/lib/actions/review/read-source-diff'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReport } from '@/lib/core/report/parse-report'
import { abiDiffOf, clashesOf, readingsOf, storageDiffOf } from '@/lib/core/report/upgrade-changes'

type Context = { params: Promise<{ hash: string }> }

/**
 * What the upgrades of a report change: computed from its bytes and the sources that it names, as the pages show it. A replay
 * has none of its own.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { hash } = await params
  if (!isHash(hash)) {
    const hint = 'Give the hash of a report: 0x and 64 hexadecimal characters.'
    return errorResponse(new BaseError('That is no hash.', { facts: [['Given', hash]], hint }))
  }
  try {
    const context = await getServerContext()
    const json = await readStoredReport(context, { hash })
    const kind = json === undefined ? undefined : documentKind(json)
    if (json === undefined || kind === 'simulation') {
      const hint = 'It may be stored at another instance. suture review makes it again.'
      return errorResponse(new BaseError('No report with this hash is stored here.', { hint }), 404)
    }
    const report = kind === 'replay' ? undefined : parseReport(json)
    const upgrades = (report?.upgrades ?? []).map(async (upgrade) => ({
      name: upgrade.name,
      proxies: upgrade.proxies,
      sources: await readSourceDiff(context, upgrade),
      storage: storageDiffOf(upgrade),
      readings: readingsOf(upgrade),
      abi: abiDiffOf(upgrade),
      clashes: clashesOf(upgrade),
    }))
    return valueResponse(request, {
      isForeign: await isReportForeign(context, { hash }),
      upgrades: await Promise.all(upgrades),
    })
  } catch (error) {
    return errorResponse(error)
  }
}
