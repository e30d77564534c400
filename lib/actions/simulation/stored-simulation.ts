import type { Hash } from 'viem'
import type { StoredReport } from '@/lib/adapters/store/stored-report'
import { InvalidSimulationError, parseSimulation } from '@/lib/core/report/parse-simulation'
import type { SimulationReport } from '@/lib/core/report/simulation-report'

export type LastSimulation = {
  readonly report: SimulationReport
  readonly hash: Hash
  /** Latest block at which a simulation came to the same. */
  readonly confirmedBlock: bigint
}

/** What another version has stored may be unreadable to this one: then nothing is known, and it is tried anew. */
export function storedSimulation({
  json,
  hash,
  confirmedBlock,
}: StoredReport): LastSimulation | undefined {
  try {
    return { report: parseSimulation(json), hash, confirmedBlock }
  } catch (error) {
    if (error instanceof InvalidSimulationError) return undefined
    throw error
  }
}
