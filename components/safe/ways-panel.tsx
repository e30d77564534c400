'use client'

import type { Address } from 'viem'
import { MovePanel } from '@/components/safe/move-panel'
import { BlockedButton, Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import type { PublicConfig } from '@/lib/config/public-config'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SignerStanding } from '@/lib/core/safe/signer-standing'
import type { Action } from '@/lib/hooks/use-action'
import { useReader } from '@/lib/hooks/use-reader'
import { useWays, type Ways } from '@/lib/hooks/use-ways'

export type WaysPanelProps = {
  config: PublicConfig
  transaction: ProposedTransaction
  safe: SafeState
  standing: SignerStanding
  /** Why nothing may be signed now. They hold for every way to sign. */
  obstacles: readonly string[]
  /** What came of asking the wallet for typed data. */
  sign: Action<void>
  /** Reads everything again at the moment of pressing; throws where it does not hold any more. */
  assertStill: (account: Address) => Promise<void>
}

/** What an owner can do besides signing through a wallet. */
export function WaysPanel(props: WaysPanelProps) {
  const { config, transaction, safe, standing, obstacles, sign, assertStill } = props
  const reader = useReader(config, transaction.transaction.safe.chainId)
  const ways = useWays({
    transaction,
    version: safe.version,
    owners: safe.owners,
    reader,
    assertStill,
  })
  const isOwner = standing === 'may-sign' || standing === 'has-signed'
  const mayUseLedger = standing !== 'over' && ways.signOnLedger !== undefined
  if (!isOwner && !mayUseLedger) return null
  const refusesTypedData =
    sign.error !== undefined && 'kind' in sign.error && sign.error.kind === 'unsupported'
  return (
    <div className="grid gap-2 border-line border-t pt-3">
      {standing === 'may-sign' && refusesTypedData && (
        <HashSigning ways={ways} obstacles={obstacles} />
      )}
      {standing === 'may-sign' && (
        <Disclosure summary="Sign without the Safe service">
          <AsideSigning ways={ways} obstacles={obstacles} />
        </Disclosure>
      )}
      {ways.signOnLedger && (
        <Disclosure summary="Sign on a Ledger, without a wallet">
          <LedgerSigning signOnLedger={ways.signOnLedger} obstacles={obstacles} />
        </Disclosure>
      )}
      {isOwner && <MovePanel {...{ transaction, ways, obstacles }} />}
    </div>
  )
}

function LedgerSigning({
  signOnLedger,
  obstacles,
}: {
  signOnLedger: Action<void>
  obstacles: readonly string[]
}) {
  return (
    <div className="grid gap-2">
      <p className="text-ink-3 text-xs">
        It shows the domain hash and the message hash: compare them with those on this page, and on
        a second machine. Blind signing has to be on in its Ethereum app.
      </p>
      {obstacles.length > 0 ? (
        <BlockedButton id="sign-ledger" wide reasons={obstacles}>
          Sign on the Ledger
        </BlockedButton>
      ) : (
        <Button wide aria-busy={signOnLedger.isRunning} onClick={() => signOnLedger.run()}>
          {signOnLedger.isRunning ? 'Waiting for the Ledger…' : 'Sign on the Ledger'}
        </Button>
      )}
      {signOnLedger.error && <ErrorView error={signOnLedger.error} live="alert" />}
      <p role="status" className="text-sm empty:hidden">
        {signOnLedger.isDone && 'Signed. The signature was recovered to an owner and stored.'}
      </p>
    </div>
  )
}

function AsideSigning({ ways, obstacles }: { ways: Ways; obstacles: readonly string[] }) {
  const { signAside } = ways
  return (
    <div className="grid gap-2">
      <p className="text-ink-3 text-xs">
        The signature stays in this browser. Hand it on by file or link, below.
      </p>
      {obstacles.length > 0 ? (
        <BlockedButton id="sign-aside" wide reasons={obstacles}>
          Sign and keep here
        </BlockedButton>
      ) : (
        <Button wide aria-busy={signAside.isRunning} onClick={() => signAside.run()}>
          {signAside.isRunning ? 'Waiting for the wallet…' : 'Sign and keep here'}
        </Button>
      )}
      {signAside.error && <ErrorView error={signAside.error} live="alert" />}
    </div>
  )
}

/** A wallet that shows 32 bytes and nothing else cannot be compared with anything but the safeTxHash. */
function HashSigning({ ways, obstacles }: { ways: Ways; obstacles: readonly string[] }) {
  const { signHash } = ways
  return (
    <Callout tone="warn" title="Your wallet refuses typed data" live="status">
      <p>
        It can sign the bare hash (eth_sign). It will then show 32 bytes and nothing of what they
        mean: a page that lies could have anything signed. Compare every character with the
        safeTxHash, on a second machine.
      </p>
      {obstacles.length > 0 ? (
        <BlockedButton id="sign-hash" wide reasons={obstacles}>
          Sign the bare hash
        </BlockedButton>
      ) : (
        <Button tone="danger" wide aria-busy={signHash.isRunning} onClick={() => signHash.run()}>
          {signHash.isRunning ? 'Waiting for the wallet…' : 'Sign the bare hash'}
        </Button>
      )}
      {signHash.error && <ErrorView error={signHash.error} live="alert" />}
    </Callout>
  )
}
