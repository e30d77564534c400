'use client'

import { CancelOperationPanel } from '@/components/patch/cancel-operation-panel'
import { SkipDelayPanel } from '@/components/patch/skip-delay-panel'
import { LedgerList } from '@/components/safe/ledger-list'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { ConnectHerePanel } from '@/components/wallet/connect-here-panel'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import { WrongNetworkPanel } from '@/components/wallet/wrong-network-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import { operationPermissions } from '@/lib/core/patch/operation-permissions'
import type { Patch } from '@/lib/core/patch/patch'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import type { Stage } from '@/lib/core/patch/stage'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { blockingEntries } from '@/lib/core/signing/ledger/may-proceed'
import type { ReviewedCodeHash } from '@/lib/core/signing/ledger/reviewed-code-hash'
import { useNetwork } from '@/lib/hooks/use-network'
import { useOperationActions } from '@/lib/hooks/use-operation-actions'
import { useOperationLedger } from '@/lib/hooks/use-operation-ledger'
import { useReader } from '@/lib/hooks/use-reader'
import { useWallet } from '@/lib/hooks/use-wallet'

export type OperationActionsPanelProps = {
  config: PublicConfig
  live: LiveOperation
  stage: Stage
  facts: ProtocolFacts
  /** The chain does not answer the server now: nothing can be sent on facts that old. */
  stale: boolean
  cancellations: readonly ProposedTransaction[]
  /** Integrity checks that failed, in a sentence; none where none did. */
  integrityReasons: readonly string[]
  /** The dossier the page shows, if there is one. */
  patch: Patch | undefined
  /** The new codes, as the last review has seen them; undefined where there is no review. */
  reviewed: readonly ReviewedCodeHash[] | undefined
}

/** What the connected account can do to an operation now, and why not the rest. */
export function OperationActionsPanel(props: OperationActionsPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <OperationActions {...props} />
    </WalletProviderPanel>
  )
}

function OperationActions(props: OperationActionsPanelProps) {
  const { config, live, stage, facts, stale, cancellations, integrityReasons } = props
  const { ledger, problem, assertStill } = useOperationLedger(config, {
    operation: live.operation,
    patch: props.patch,
    reviewed: props.reviewed,
    reasons: integrityReasons,
    isReady: stage === 'ready',
  })
  const { account } = useWallet()
  const reader = useReader(config, facts.chainId)
  const actions = useOperationActions(live.operation, reader, assertStill)
  const permissions = operationPermissions({ facts, live, stage, account })
  const { execute, executeVia } = permissions
  const { wrong } = useNetwork(facts.chainId)
  const isBlocked = stale || wrong !== undefined
  const standing = [
    ...(stale ? ['The chain does not answer; these facts are old.'] : []),
    ...(wrong ? ['Your wallet is on another network.'] : []),
    ...integrityReasons,
  ]
  const reasons = [
    ...standing,
    ...execute.reasons,
    ...obstaclesOf({ stage, problem, ledger, isForSafe: false }),
  ]
  const reasonsForSafe = [...standing, ...obstaclesOf({ stage, problem, ledger, isForSafe: true })]
  const pendingCancel = cancellations.some(({ outcome }) => outcome.status === 'pending')
  return (
    <Panel title="What can be done" padded>
      <div className="grid gap-3">
        <WrongNetworkPanel config={config} chainId={facts.chainId} />
        {stage === 'ready' && ledger.length > 0 && <LedgerList ledger={ledger} />}
        {!account && <ConnectHerePanel config={config} />}
        {execute.allowed && reasons.length === 0 ? (
          <Button
            tone="primary"
            size="large"
            wide
            aria-busy={actions.execute.isRunning}
            onClick={() => actions.execute.run()}
          >
            {actions.execute.isRunning ? 'Executing…' : 'Execute operation'}
          </Button>
        ) : (
          <BlockedButton id="execute-operation" size="large" wide reasons={reasons}>
            Execute operation
          </BlockedButton>
        )}
        {executeVia.map((safe) =>
          reasonsForSafe.length === 0 ? (
            <Button key={safe.safe.address} wide onClick={() => actions.proposeExecute.run(safe)}>
              Propose execution as Safe transaction
            </Button>
          ) : (
            <BlockedButton
              key={safe.safe.address}
              id={`propose-execution-${safe.safe.address}`}
              wide
              reasons={reasonsForSafe}
            >
              Propose execution as Safe transaction
            </BlockedButton>
          ),
        )}
        <SkipDelayPanel
          reader={reader}
          eta={live.operation.instances.at(-1)?.eta}
          now={facts.block.timestamp}
          action={actions.skip}
        />
        <CancelOperationPanel
          operationId={live.operation.id}
          permissions={permissions}
          guardian={facts.guardian?.known ? facts.guardian.value.safe.address : undefined}
          isBlocked={isBlocked}
          isProposed={pendingCancel}
          cancel={actions.cancel}
          proposeCancel={actions.proposeCancel}
        />
        {[
          actions.execute,
          actions.proposeExecute,
          actions.proposeCancel,
          actions.cancel,
          actions.skip,
        ]
          .flatMap(({ error }) => (error ? [error] : []))
          .map((error) => (
            <ErrorView key={error.message} error={error} live="alert" />
          ))}
        {actions.proposeExecute.isDone && (
          <p role="status" className="text-sm">
            Proposed. It stands in the queue until enough owners have signed.
          </p>
        )}
      </div>
    </Panel>
  )
}

/** What the ledger says against it; by an account that may execute, or through a Safe that may. */
function obstaclesOf({
  stage,
  ledger,
  problem,
  isForSafe,
}: {
  stage: Stage
  ledger: readonly LedgerEntry[]
  problem: string | undefined
  /** Whether the account itself may execute is nothing to a Safe that may. */
  isForSafe: boolean
}): string[] {
  if (stage !== 'ready') return []
  if (problem) return [`What must hold could not be checked. ${problem}`]
  if (ledger.length === 0) return ['Your node is being asked.']
  // What the server found is said above, in its own words; so is who may execute.
  const blocking = blockingEntries(ledger).filter(
    ({ id }) => id !== 'review-integrity' && !(isForSafe && id === 'executor'),
  )
  const failed = blocking.filter(({ verdict }) => verdict === 'fail').length
  const unknown = blocking.length - failed
  return [
    ...(failed > 0 ? [`${failed} of the checks above ${failed === 1 ? 'fails' : 'fail'}.`] : []),
    ...(unknown > 0 ? [`${unknown} of the checks above could not be made.`] : []),
  ]
}
