import { spellSeconds } from '@/lib/core/chain/spell-seconds'
import type { PathStep, PowerPath } from './power-paths'

/** A way to a power in one line: `0x… (the Safe, 2 of 3) → 0x… (the timelock), after 2 days`. */
export function describePath({ steps, delay }: PowerPath): string {
  const told = steps.map(describeStep).join(' → ')
  return `${told}, ${describeDelay(delay)}`
}

function describeStep(step: PathStep): string {
  const { address, name } = step
  const what = describeNamed(step)
  if (!address) return what
  return `${address} (${name ? `${name}, ${what}` : what})`
}

/** What it takes to make an account act, beside its name: `the Safe` need not be told to be one. */
export function describeNamed({ name, standing }: PathStep): string {
  const what = describeStanding(standing)
  const isSaid = name?.toLowerCase() === `the ${standing.kind}`
  return isSaid ? what.replace(/^\w+,? /, '') : what
}

/** What it takes to make an account act, in words. */
export function describeStanding(standing: PathStep['standing']): string {
  switch (standing.kind) {
    case 'anyone':
      return 'anyone'
    case 'nobody':
      return 'no one'
    case 'key':
      return 'single key'
    case 'delegated':
      return 'single key that lends itself code'
    case 'safe':
      return `Safe ${standing.threshold} of ${standing.owners.length}`
    case 'timelock':
      return `timelock, ${spellSeconds(standing.delay)}`
    case 'contract':
      return 'contract'
    case 'unknown':
      return `unknown: ${standing.reason}`
  }
}

/** How long there is to notice, in words. */
export function describeDelay(delay: bigint | undefined): string {
  if (delay === undefined) return 'after how long is unknown'
  return delay === 0n ? 'at once' : `after ${spellSeconds(delay)}`
}
