import { type Address, isAddressEqual } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { generationBadges } from '@/lib/core/timelock/openzeppelin/generation-badges'
import {
  type Generation,
  type GenerationName,
  generations,
  isGenerationName,
  type Told,
} from '@/lib/core/timelock/openzeppelin/generations'
import { roleBadges } from '@/lib/core/timelock/openzeppelin/role-badges'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

export type RefineOpenzeppelinParameters = {
  readonly timelock: Address
  readonly detection: TimelockDetection
  /** As `foldSettings` gives them, from the deployment on; fewer tell less. */
  readonly settings: readonly TimelockSetting[]
  /** Confirmed with `hasRole` at the block of the facts. */
  readonly roles: Known<TimelockState['roles']>
  /** What a trial execution told, see `executionProbe`. */
  readonly checksBeforeCalls: Told
}

/**
 * What the history and the roles of a TimelockController add to what its code tells: a narrower generation, and what
 * follows from who holds which role.
 */
export function refineOpenzeppelin(parameters: RefineOpenzeppelinParameters): TimelockDetection {
  const { detection, settings, roles, timelock, checksBeforeCalls } = parameters
  const name = detection.generation
  if (!isGenerationName(name)) return detection
  const narrowed = generations[narrow(name, parameters)]
  // What it does counts more than what its version would do: forks mend, and break.
  const generation: Generation =
    checksBeforeCalls === 'unknown' ? narrowed : { ...narrowed, checksBeforeCalls }
  const replaced = new Set(generationBadges(generations[name]).map(({ id }) => id))
  return {
    ...detection,
    generation: generation.name,
    badges: [
      ...generationBadges(generation),
      ...detection.badges.filter(({ id }) => !replaced.has(id)),
      ...delayBadges(detection, settings),
      ...roleBadges({ timelock, generation, settings, roles }),
    ],
  }
}

function narrow(name: GenerationName, parameters: RefineOpenzeppelinParameters): GenerationName {
  const { checksBeforeCalls } = parameters
  if (name === '4.6 to 4.8' || name === '4.6 to 4.9') return narrowByDeployer(name, parameters)
  if (checksBeforeCalls === 'unknown') return name
  const checks = checksBeforeCalls === 'yes'
  switch (name) {
    case '3.4':
      return checks ? '3.4.2' : '3.4.0 to 3.4.1'
    case '4.1 to 4.5':
      return checks ? '4.3.1 to 4.5' : '4.1 to 4.3.0'
    case '4.0 to 4.5':
      return checks ? '4.3.1 to 4.5' : '4.0 to 4.3.0'
    default:
      return name
  }
}

/** Until 4.7 the constructor made its deployer admin first and then the timelock; since 4.8 it begins with the timelock. */
function narrowByDeployer(
  name: '4.6 to 4.8' | '4.6 to 4.9',
  { settings, timelock }: RefineOpenzeppelinParameters,
): GenerationName {
  const birth = settings.find(
    ({ what, ...rest }) => what === 'delay' && 'before' in rest && rest.before === 0n,
  )
  const [first, second] = settings.flatMap((setting) =>
    setting.what === 'role' &&
    setting.role === 'admin' &&
    setting.position.transactionHash === birth?.position.transactionHash
      ? [setting]
      : [],
  )
  if (!first) return name
  if (isAddressEqual(first.account, timelock)) return name === '4.6 to 4.8' ? '4.8' : name
  const isOld = first.account === first.by && second && isAddressEqual(second.account, timelock)
  return isOld ? '4.6 to 4.7' : name
}

/** `getMinDelay` is virtual: some timelocks answer another number than the one that their operations last set. */
function delayBadges(
  { minDelay }: TimelockDetection,
  settings: readonly TimelockSetting[],
): TimelockBadge[] {
  const last = settings.findLast((setting) => setting.what === 'delay')
  if (last?.what !== 'delay' || last.after === minDelay) return []
  return [
    {
      id: 'min-delay-overridden',
      severity: 'high',
      title: `It answers a minimum delay of ${minDelay} seconds, though the last one set was ${last.after}.`,
      detail:
        'getMinDelay() follows a rule of its own, as in timelocks that drop the delay in an emergency. Read the code: the delay can change without an operation and without an event.',
    },
  ]
}
