import type { Address } from 'viem'
import { type BuildPatchParameters, buildPatch } from '@/lib/core/patch/build-patch'
import type { Harbor } from './harbor'
import { operationOf, type SeededPatch } from './seeded-patch'

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
  return { patch, timelock: parameters.timelock, ...operationOf(patch), stage, malicious }
}
