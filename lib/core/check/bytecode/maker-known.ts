import { type Address, isAddressEqual } from 'viem'
import type { Check } from '@/lib/core/check/check'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'
import type { CodeCreations } from './code-creations'

/** Seconds. */
const oneDay = 86_400n

/** BC-13. Whether the new code has stood there for others to see, and was put there by someone who is known. */
export const makerKnown: Check<'upgrade' | 'code creation', 'safe' | 'timelock'> = {
  id: 'BC-13',
  title: 'The new implementation is neither young nor of an unknown maker',
  severity: 'medium',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'code creation'],
  may: ['safe', 'timelock'],
  incident:
    'WazirX, 2024-07-18, 235 million: the code that the signers put into their Safe had been made eight days before, by the attacker.',
  remedy: 'Ask the developers from which account they deployed, and compare the code with theirs.',
  run: ({ upgrade, 'code creation': creations, safe, timelock }) => {
    const { new: made, now } = creations
    const age = now - made.timestamp
    const maker = made.deployer
    const evidence = [
      { where: upgrade.to, what: `made in block ${made.block}, ${age} s before the review` },
      { where: upgrade.to, what: maker ? `by ${maker}` : 'by another contract' },
    ]
    if (!maker) {
      const detail = 'Another contract made it; who had it made was not found.'
      return { verdict: 'unknown', detail, evidence }
    }
    const known = standing(maker, creations.old, safe, timelock)
    if (!known) {
      return creations.old?.deployer
        ? { verdict: 'fail', detail: 'Nobody who is known here made it.', evidence }
        : { verdict: 'unknown', detail: 'Who made the code before it is not known.', evidence }
    }
    const told = [...evidence, { where: maker, what: known }]
    return age < oneDay
      ? { verdict: 'warn', detail: 'It is less than a day old.', evidence: told }
      : {
          verdict: 'pass',
          detail: `A maker who is known, ${age / oneDay} days ago.`,
          evidence: told,
        }
  },
}

function standing(
  maker: Address,
  old: CodeCreations['old'],
  safe: SafeState | undefined,
  timelock: TimelockState | undefined,
): string | undefined {
  const is = (address: Address | undefined) => address && isAddressEqual(address, maker)
  if (is(old?.deployer)) return 'made the code before it too'
  if (is(safe?.safe.address)) return 'is the Safe'
  if (safe?.owners.some(is)) return 'is an owner of the Safe'
  return is(timelock?.timelock.address) ? 'is the timelock' : undefined
}
