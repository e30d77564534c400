import type { Client, Hash } from 'viem'
import { OtherReportError } from '@/lib/actions/review/recheck-storage-here'
import { type Resimulation, resimulate } from '@/lib/actions/simulation/resimulate'
import { fetchReport } from '@/lib/adapters/suture-api/fetch-report'
import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { BaseError } from '@/lib/core/error/base-error'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import { hashReport } from '@/lib/core/report/serialize-report'

/**
 * Walks the path of the simulation with this hash again where this runs, by a node that the client chooses.
 *
 * @throws SutureApiError, OtherReportError, InvalidSimulationError; BaseError where the node cannot do it
 */
export async function resimulateHere(
  { api, reader }: { api: SutureApi; reader: Client | undefined },
  { hash }: { hash: Hash },
): Promise<Resimulation> {
  if (!reader)
    throw new BaseError('This browser has no node to ask: connect a wallet on this chain.')
  const json = await fetchReport(api, { hash })
  const given = hashReport(json)
  if (given !== hash.toLowerCase()) throw new OtherReportError({ asked: hash, given })
  return await resimulate(reader, parseSimulation(json))
}
