import type * as z from 'zod/mini'
import type { FactKind } from '@/lib/core/check/check-facts'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { readAbis, readBundles } from './read-abis'
import { readDocument } from './read-document'
import { serializeSimulation } from './serialize-simulation'
import type { SimulatedFactLine, SimulationReport } from './simulation-report'
import { simulationSchema } from './simulation-schema'

/** Each fact names a member and what is wrong with it. */
export class InvalidSimulationError extends BaseError {
  override readonly name = 'InvalidSimulationError'
  constructor({ facts, cause }: { facts: readonly ErrorFact[]; cause?: unknown }) {
    super('This is not a simulation.', {
      facts,
      hint: 'suture simulate --format json writes one; public/schema/simulation-1.json describes it.',
      cause,
    })
  }
}

/**
 * Reads a simulation from its JSON, and all of it: nothing is dropped, so that what is shown of it is what its hash is of.
 * Whether it is true is for whoever makes it again to find out.
 *
 * @throws InvalidSimulationError, InvalidAbiError, InvalidDossierError
 */
export function parseSimulation(json: string): SimulationReport {
  return readDocument(json, {
    noun: 'simulation',
    schema: simulationSchema,
    read: readSimulation,
    serialize: serializeSimulation,
    refuse: (why) => new InvalidSimulationError(why),
  })
}

function readSimulation({
  input,
  abis,
  bundles,
  facts,
  ...report
}: z.infer<typeof simulationSchema>): SimulationReport {
  return {
    ...report,
    input: { ...input, patch: input.patch && hashPatch(input.patch) },
    abis: readAbis(abis),
    bundles: readBundles(bundles),
    facts: facts.map(factLine),
  }
}

/** Which kinds there are depends on the version that tried it; here they are only shown. */
function factLine(line: { readonly kind: string } & object): SimulatedFactLine {
  return line as SimulatedFactLine & { readonly kind: FactKind }
}
