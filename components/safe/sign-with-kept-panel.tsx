'use client'

import { ExchangePanel } from '@/components/safe/exchange-panel'
import type { SignDeskPanelProps } from '@/components/safe/sign-desk-panel'
import { SignRailPanel } from '@/components/safe/sign-rail-panel'
import { Stack } from '@/components/ui/columns'
import { useKeptConfirmations } from '@/lib/hooks/use-kept-confirmations'

/** Signing, with the signatures that only this browser has counted in. */
export function SignWithKeptPanel(props: SignDeskPanelProps) {
  const { config, transaction: told, safe } = props
  const kept = useKeptConfirmations(config, told)
  const transaction = { ...told, confirmations: [...told.confirmations, ...kept] }
  return (
    <Stack>
      <SignRailPanel {...props} transaction={transaction} />
      {told.outcome.status === 'pending' && (
        <ExchangePanel
          config={config}
          transaction={transaction}
          version={safe.version}
          kept={kept}
        />
      )}
    </Stack>
  )
}
