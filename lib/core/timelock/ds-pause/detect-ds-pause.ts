import { encodeFunctionData, type Hex, zeroAddress, zeroHash } from 'viem'
import { dsPauseAbi } from '@/lib/core/timelock/ds-pause/ds-pause-abi'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import { canBeUpgraded, commonBadges } from '@/lib/core/timelock/kind/common-badges'
import { answersDecoy, decoyProbe } from '@/lib/core/timelock/kind/decoy-probe'
import { readAddress, readBool, readUint } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

/** In the order in which `detectDsPause` reads the answers. */
export const dsPauseProbes: readonly Hex[] = [
  encodeFunctionData({ abi: dsPauseAbi, functionName: 'delay' }),
  encodeFunctionData({ abi: dsPauseAbi, functionName: 'owner' }),
  encodeFunctionData({ abi: dsPauseAbi, functionName: 'authority' }),
  encodeFunctionData({ abi: dsPauseAbi, functionName: 'proxy' }),
  encodeFunctionData({ abi: dsPauseAbi, functionName: 'plans', args: [zeroHash] }),
  decoyProbe,
]

/** Whether a contract answers as a DSPause does; undefined where it does not. */
export function detectDsPause({
  answers,
  behind,
}: {
  answers: readonly Answer[]
  behind?: CodeBehind | undefined
}): TimelockDetection | undefined {
  const delay = readUint(answers[0], 64)
  const owner = readAddress(answers[1])
  const authority = readAddress(answers[2])
  const proxy = readAddress(answers[3])
  const isPause =
    delay !== undefined &&
    owner !== undefined &&
    authority !== undefined &&
    proxy !== undefined &&
    proxy !== zeroAddress &&
    readBool(answers[4]) !== undefined &&
    !answersDecoy(answers[5])
  if (!isPause) return undefined
  return {
    kind: 'ds-pause',
    generation: 'plot, exec and drop',
    minDelay: delay,
    badges: [...commonBadges({ delay, isUpgradeable: canBeUpgraded(behind) }), codeHashBadge],
  }
}

const codeHashBadge: TimelockBadge = {
  id: 'code-hash-bound',
  severity: 'good',
  title: 'Each plan is bound to the code that it runs.',
  detail:
    'It refuses to execute once the code at the target has another hash than was plotted. What that code calls in its turn is not bound.',
}
