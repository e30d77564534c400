'use client'

import type { ReactNode } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { TimeView } from '@/components/time/time-view'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { WrongNetworkPanel } from '@/components/wallet/wrong-network-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { useNetwork } from '@/lib/hooks/use-network'
import { type SessionHandle, useSession } from '@/lib/hooks/use-session'
import { useWallet } from '@/lib/hooks/use-wallet'

export type SignInPanelProps = {
  config: PublicConfig
  chainId: number
  /** Who may write. */
  owners: readonly Address[]
  /** Unique on the page. */
  id: string
  /** What is there for an owner who is signed in. */
  children: (account: Address) => ReactNode
  /** What came of writing, told where the reader is then: beside the form, or before they have to sign in again. */
  outcome: (isSignedIn: boolean) => ReactNode
}

/** Stands before what only an owner who is signed in may do: it says what is missing, and is the way there. */
export function SignInPanel({ config, chainId, owners, id, children, outcome }: SignInPanelProps) {
  const { account } = useWallet()
  const { wrong } = useNetwork(chainId)
  const handle = useSession(chainId)
  const { session, isOwn, isLoading, isFramed, signIn } = handle
  const isOwner = account !== undefined && owners.some((owner) => isAddressEqual(owner, account))
  if (account && isOwner && isOwn) {
    return (
      <>
        {children(account)}
        {outcome(true)}
        <SignedIn handle={handle} />
      </>
    )
  }
  const reasons = reasonsOf({
    isConnected: account !== undefined,
    isOwner,
    isFramed,
    isElsewhere: wrong !== undefined,
  })
  return (
    <div className="grid gap-3">
      {outcome(false)}
      <WrongNetworkPanel config={config} chainId={chainId} />
      <p className="max-w-2xl text-ink-2 text-sm">
        Owners write here once they have signed in: your wallet signs a message that names this site
        and this moment. It is no transaction. For 8 hours this browser may then write names and
        notes as you, and nothing else.
      </p>
      <div className="justify-self-start">
        {isLoading ? (
          <Button aria-busy>Asking who is signed in…</Button>
        ) : reasons.length > 0 ? (
          <BlockedButton id={id} reasons={reasons}>
            Sign in
          </BlockedButton>
        ) : (
          <Button aria-busy={signIn.isRunning} onClick={() => signIn.run()}>
            {signIn.isRunning ? 'Waiting for the wallet…' : 'Sign in'}
          </Button>
        )}
      </div>
      {signIn.error && <ErrorView error={signIn.error} live="alert" />}
      {session && <SignedIn handle={handle} />}
    </div>
  )
}

/** What stands in the way of signing in, each a whole sentence. */
function reasonsOf(state: {
  isConnected: boolean
  isOwner: boolean
  isFramed: boolean
  isElsewhere: boolean
}): string[] {
  const reasons: readonly (readonly [boolean, string])[] = [
    [
      state.isFramed,
      'Open this page in a tab of its own: within another site no browser keeps you signed in.',
    ],
    [!state.isConnected, 'Connect the wallet of an owner: at the top of the page.'],
    [state.isConnected && !state.isOwner, 'Your account is not an owner of this Safe.'],
    [state.isElsewhere, 'Your wallet is on another network.'],
  ]
  return reasons.flatMap(([applies, reason]) => (applies ? [reason] : []))
}

/** Who is signed in, until when, and the way out. */
function SignedIn({ handle: { session, signOut } }: { handle: SessionHandle }) {
  if (!session) return null
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-3 text-xs">
        <span role="status">
          Signed in as <AddressView address={session.account} /> for chain {session.chainId}, until{' '}
          <TimeView at={Math.floor(session.expiresAt.getTime() / 1_000)} /> UTC
        </span>
        <Button size="small" aria-busy={signOut.isRunning} onClick={() => signOut.run()}>
          Sign out
        </Button>
      </p>
      {signOut.error && <ErrorView error={signOut.error} live="alert" />}
    </div>
  )
}
