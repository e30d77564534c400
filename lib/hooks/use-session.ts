import { useQuery } from '@tanstack/react-query'
import { isAddressEqual } from 'viem'
import { signIn } from '@/lib/actions/sessions/sign-in'
import { type OpenedSession, postSessionEnd } from '@/lib/adapters/suture-api/session-requests'
import { takeSignInTurn } from '@/lib/hooks/signing-turn'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'
import { sessionQueryOptions } from '@/lib/queries/session-query'

export type SessionHandle = {
  /** Whoever is signed in; undefined where nobody is, or where that is not known yet. */
  readonly session: OpenedSession | undefined
  /** Whether that is the connected account, for this chain. */
  readonly isOwn: boolean
  readonly isLoading: boolean
  /** Whether the page stands in a frame, whose host may be another site: then no browser keeps its cookie. */
  readonly isFramed: boolean
  readonly signIn: Action<void>
  readonly signOut: Action<void>
}

/** The session of this browser, for writing about Safes of one chain. */
export function useSession(chainId: number): SessionHandle {
  const { account, connected } = useWallet()
  const { data, isPending } = useQuery(sessionQueryOptions())
  const session = data ?? undefined
  return {
    session,
    isOwn:
      session?.chainId === chainId &&
      account !== undefined &&
      isAddressEqual(session.account, account),
    isLoading: isPending,
    isFramed: window.self !== window.top,
    signIn: useAction(async () => {
      const by = await connected()
      const api = { origin: window.location.origin }
      await signIn({ ...by, api, chainId, inTurn: takeSignInTurn })
    }),
    signOut: useAction(() => postSessionEnd({ origin: window.location.origin })),
  }
}
