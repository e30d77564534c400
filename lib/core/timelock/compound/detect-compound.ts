import { encodeFunctionData, type Hex, zeroAddress, zeroHash } from 'viem'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import { canBeUpgraded, commonBadges } from '@/lib/core/timelock/kind/common-badges'
import { answersDecoy, decoyProbe } from '@/lib/core/timelock/kind/decoy-probe'
import { readAddress, readBool, readUint } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

const encode = (
  functionName:
    | 'delay'
    | 'MINIMUM_DELAY'
    | 'MAXIMUM_DELAY'
    | 'GRACE_PERIOD'
    | 'admin'
    | 'pendingAdmin',
) => encodeFunctionData({ abi: compoundAbi, functionName })

/** In the order in which `detectCompound` reads the answers. */
export const compoundProbes: readonly Hex[] = [
  encode('delay'),
  encode('MINIMUM_DELAY'),
  encode('MAXIMUM_DELAY'),
  encode('GRACE_PERIOD'),
  encode('admin'),
  encode('pendingAdmin'),
  encodeFunctionData({ abi: compoundAbi, functionName: 'queuedTransactions', args: [zeroHash] }),
  decoyProbe,
]

const day = 86_400n

/** Whether a contract answers as Compound's Timelock does; undefined where it does not. */
export function detectCompound({
  answers,
  behind,
}: {
  answers: readonly Answer[]
  behind?: CodeBehind | undefined
}): TimelockDetection | undefined {
  // No period of this world needs more than 64 bits; the sum with a time must not overflow.
  const [delay, minimum, maximum, gracePeriod] = answers.slice(0, 4).map((a) => readUint(a, 64))
  const admin = readAddress(answers[4])
  const pending = readAddress(answers[5])
  const isTimelock =
    delay !== undefined &&
    minimum !== undefined &&
    maximum !== undefined &&
    gracePeriod !== undefined &&
    minimum <= maximum &&
    admin !== undefined &&
    pending !== undefined &&
    readBool(answers[6]) !== undefined &&
    !answersDecoy(answers[7])
  if (!isTimelock) return undefined
  const isOriginal = minimum === 2n * day && maximum === 30n * day && gracePeriod === 14n * day
  const badges: TimelockBadge[] = [...commonBadges({ delay, isUpgradeable: canBeUpgraded(behind) })]
  if (delay < minimum || delay > maximum) {
    badges.push({
      id: 'delay-out-of-bounds',
      severity: 'medium',
      title: 'Its delay is outside of its own limits.',
      detail: `It waits ${delay} seconds and allows ${minimum} to ${maximum}. Its code does not keep its rules, or was set up past them.`,
    })
  }
  if (admin === zeroAddress) {
    badges.push({
      id: 'no-admin',
      severity: 'high',
      title: 'It has no admin.',
      detail:
        'Nothing can be queued, executed or cancelled any more, unless a pending admin accepts.',
    })
  }
  if (pending !== zeroAddress) {
    badges.push({
      id: 'admin-change-pending',
      severity: 'medium',
      title: 'Another admin may take over at any time.',
      detail: `${pending} becomes admin as soon as it calls acceptAdmin, without a further delay.`,
    })
  }
  return {
    kind: 'compound',
    generation: isOriginal ? 'original limits' : 'limits of its own',
    minDelay: delay,
    gracePeriod,
    badges,
  }
}
