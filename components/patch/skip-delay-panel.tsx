'use client'

import type { Client } from 'viem'
import { Button } from '@/components/ui/button'
import type { Action } from '@/lib/hooks/use-action'
import { useIsAnvil } from '@/lib/hooks/use-is-anvil'

/** Time travel, where the chain itself says that it is a local Anvil; nowhere else. */
export function SkipDelayPanel({
  reader,
  eta,
  now,
  action,
}: {
  reader: Client | undefined
  /** When the delay ends, and the chain's time, in seconds. */
  eta: bigint | undefined
  now: bigint
  action: Action<bigint>
}) {
  const isAnvil = useIsAnvil(reader)
  if (!isAnvil || eta === undefined || eta <= now) return null
  return (
    <div className="grid gap-1">
      <Button wide aria-busy={action.isRunning} onClick={() => action.run(eta - now)}>
        Skip the delay
      </Button>
      <p className="text-ink-3 text-xs">
        This chain is a local Anvil, so its clock can be moved. No real chain offers this.
      </p>
    </div>
  )
}
