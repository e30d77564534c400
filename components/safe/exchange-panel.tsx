'use client'

import { ExchangeExportPanel } from '@/components/safe/exchange-export-panel'
import { ExchangeImportPanel } from '@/components/safe/exchange-import-panel'
import { SignatureVerdicts } from '@/components/safe/signature-verdicts'
import { Button, ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import type { PublicConfig } from '@/lib/config/public-config'
import type { Confirmation, ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { signatureFileOf } from '@/lib/core/safe/signature-file-of'
import { conflictsOf } from '@/lib/core/safe/signature-shelf'
import { useExchange } from '@/lib/hooks/use-exchange'
import { useReader } from '@/lib/hooks/use-reader'
import { useSignatureShelf } from '@/lib/hooks/use-signature-shelf'
import { useVerifiedSignatures } from '@/lib/hooks/use-verified-signatures'

export type ExchangePanelProps = {
  config: PublicConfig
  /** With all that counts, the kept ones among them. */
  transaction: ProposedTransaction
  version: string
  /** Proven, and kept in this browser only. */
  kept: readonly Confirmation[]
}

/** Signatures by file, link and text, for who has no service or does not want one between. */
export function ExchangePanel({ config, transaction, version, kept }: ExchangePanelProps) {
  const reader = useReader(config, transaction.transaction.safe.chainId)
  const exchange = useExchange(reader)
  const { shelf } = useSignatureShelf()
  const { safeTxHash } = transaction
  const shelved = shelf.find((each) => each.safeTxHash === safeTxHash)
  const { verified, problem } = useVerifiedSignatures(config, shelved)
  const conflicts = conflictsOf(shelf, transaction)
  const { outcome, handOver } = exchange
  const other = outcome && 'file' in outcome && outcome.file.safeTxHash !== safeTxHash
  return (
    <Panel title="By file or link" padded>
      <div className="grid gap-3">
        {kept.length > 0 && (
          <Callout title={keptTitle(kept.length)}>
            <p>They count for execution here. The Safe service does not have them.</p>
            <Button
              wide
              aria-busy={handOver.isRunning}
              onClick={() =>
                handOver.run({
                  file: transaction,
                  signatures: kept.map(({ signature }) => signature),
                })
              }
            >
              Hand them to the Safe service
            </Button>
          </Callout>
        )}
        {handOver.error && <ErrorView error={handOver.error} live="alert" />}
        {shelved && verified && (
          <Disclosure summary={`${shelved.signatures.length} kept in this browser`} open>
            <SignatureVerdicts signatures={verified.signatures} />
          </Disclosure>
        )}
        {shelved && problem && <p className="text-ink-2 text-sm">{problem}</p>}
        {other && (
          <Callout tone="warn" title="Signatures of another transaction" live="status">
            <p>They were kept beside this one and do not count here.</p>
          </Callout>
        )}
        {conflicts.length > 0 && (
          <Callout tone="warn" title={`Nonce ${transaction.transaction.nonce} is wanted twice`}>
            <p>
              Signatures of {conflicts.length} other{' '}
              {conflicts.length === 1 ? 'transaction' : 'transactions'} for this nonce are kept in
              this browser.
            </p>
            <ButtonLink href="/signatures">Compare them</ButtonLink>
          </Callout>
        )}
        <Disclosure summary="Hand on">
          <ExchangeExportPanel file={signatureFileOf(transaction, version)} />
        </Disclosure>
        <Disclosure summary="Take in">
          <ExchangeImportPanel exchange={exchange} id="import" />
        </Disclosure>
      </div>
    </Panel>
  )
}

function keptTitle(count: number): string {
  return count === 1
    ? '1 signature is in this browser only'
    : `${count} signatures are in this browser only`
}
