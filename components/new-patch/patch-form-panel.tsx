'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useState, useTransition } from 'react'
import { patchPath } from '@/components/frame/paths'
import { ProgressLine } from '@/components/frame/progress-line'
import { ConnectDialogPanel } from '@/components/wallet/connect-dialog-panel'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { isBlocking } from '@/lib/core/patch/draft-note'
import { useBatchImport } from '@/lib/hooks/use-batch-import'
import { useNewPatch } from '@/lib/hooks/use-new-patch'
import { useNewPatchProposing } from '@/lib/hooks/use-new-patch-proposing'
import { usePatchDraft } from '@/lib/hooks/use-patch-draft'
import { useWallet } from '@/lib/hooks/use-wallet'
import { labelsOf } from './labels-of'
import { PatchForm } from './patch-form'

/** Binds the form to this tab: what was typed in it, what its browser reads, the wallet it is connected to. */
export function PatchFormPanel({ config }: { config: PublicConfig }) {
  return (
    <WalletProviderPanel config={config}>
      <BoundForm config={config} />
    </WalletProviderPanel>
  )
}

function BoundForm({ config }: { config: PublicConfig }) {
  const router = useRouter()
  const [isOnItsWay, begin] = useTransition()
  const names = useMemo(() => config.protocols.map(({ name }) => name), [config])
  const { draft, update, clear, forget } = usePatchDraft({ protocols: names })
  const protocol = config.protocols.find(({ name }) => name === draft.protocol)
  const labels = useMemo(() => labelsOf(config), [config])
  const [isConnecting, setConnecting] = useState(false)
  const { account } = useWallet()
  if (!protocol) throw new Error('A configuration has at least one protocol.')
  const { facts, plan, notes, error, retry } = useNewPatch({ config, protocol, draft })
  const proposing = useNewPatchProposing({
    config,
    chainId: protocol.chainId,
    onProposed: (digest) => {
      forget()
      begin(() => router.push(patchPath(digest)))
    },
  })
  const batch = useBatchImport({ config, draft, update, facts, plan })
  return (
    <>
      <ProgressLine isOn={isOnItsWay} />
      <PatchForm
        form={{ draft, update, protocol, facts, plan, notes, labels }}
        protocols={names}
        chainName={config.chains.find(({ id }) => id === protocol.chainId)?.name}
        error={error}
        onRetry={retry}
        onClear={clear}
        batch={batch}
        proposing={{
          account,
          blocking: notes.filter(isBlocking),
          step: proposing.step,
          error: proposing.error,
          onConnect: () => setConnecting(true),
          onPropose: () => {
            if (plan.proposal) proposing.propose(plan.proposal)
          },
        }}
      />
      <ConnectDialogPanel
        config={config}
        open={isConnecting}
        onClose={() => setConnecting(false)}
      />
    </>
  )
}
