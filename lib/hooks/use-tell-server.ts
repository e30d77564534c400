import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { readAccountCookie, writeAccountCookie } from '@/lib/hooks/account-cookie'
import { useWallet } from '@/lib/hooks/use-wallet'
import { walletEvent } from '@/lib/hooks/wallet-event'

/** Pages are rendered on the server, which only knows the account by the cookie: tell it, and render again. */
export function useTellServer(): void {
  const { account, status } = useWallet()
  const router = useRouter()
  useEffect(() => {
    if (status !== 'connected' && status !== 'disconnected') return
    if (readAccountCookie() === account) return
    writeAccountCookie(account)
    window.dispatchEvent(new Event(walletEvent))
    router.refresh()
  }, [account, status, router])
}
