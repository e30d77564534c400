import type { Address } from 'viem'
import { type BuildPatchParameters, buildPatch } from '@/lib/core/patch/build-patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { Harbor } from './harbor'
import type { SeededPatch } from './seeded-patch'

export type PlanPatchParameters = Omit<BuildPatchParameters, 'chainId' | 'safe' | 'upgrades'> & {
  timelock: Address
  upgrades?: BuildPatchParameters['upgrades'] | undefined
  stage: SeededPatch['stage']
  malicious?: boolean | undefined
}

/** A patch of the council with its operation, before anything is done with it. */
export function planPatch(harbor: Harbor, parameters: PlanPatchParameters): SeededPatch {
  const { stage, malicious = false, upgrades = [], ...rest } = parameters
  const { chainId, council } = harbor
  const patch = buildPatch({ ...rest, upgrades, chainId, safe: council.address })
  const { id, ...operation } = patchOperation(patch)
  return { patch, timelock: rest.timelock, operation, operationId: id, stage, malicious }
}
