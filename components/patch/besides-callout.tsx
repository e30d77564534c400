import { Callout } from '@/components/ui/callout'
import type { Call } from '@/lib/core/chain/call'
import { callsBesidesUpgrades } from '@/lib/core/patch/calls-besides-upgrades'
import type { Patch } from '@/lib/core/patch/patch'
import { besidesWords } from './besides-words'

export type BesidesCalloutProps = {
  /** All that the operation would run. */
  calls: readonly Call[]
  patch: Patch | undefined
  /** Whether signatures are still asked for. */
  isOpen: boolean
}

/** What runs beside the declared upgrades is where a hidden call would stand. */
export function BesidesCallout({ calls, patch, isOpen }: BesidesCalloutProps) {
  const besides = patch ? callsBesidesUpgrades(calls, patch.upgrades).length : 0
  if (!patch || besides === 0) return null
  const others = besides === 1 ? '1 other call' : `${besides} other calls`
  return (
    <Callout tone="warn" title={besidesWords(besides, calls.length)}>
      <p>
        {patch.upgrades.length === 0
          ? 'The dossier declares no upgrade.'
          : `Beside the upgrades that the dossier declares, the operation makes ${others}, in the same transaction.`}
        {isOpen &&
          (besides === 1
            ? ' Do not sign before you know what it does.'
            : ' Do not sign before you know what each of them does.')}
      </p>
    </Callout>
  )
}
