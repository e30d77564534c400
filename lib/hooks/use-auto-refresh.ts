import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { fetchHeads } from '@/lib/adapters/suture-api/fetch-heads'

/** Milliseconds between two looks, while the page is visible. */
const interval = 4_000

/** Renders the page anew when a block or a write has changed what it would show. What is typed stays. */
export function useAutoRefresh(): void {
  const router = useRouter()
  useEffect(() => {
    const controller = new AbortController()
    let last: string | undefined
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      const heads = await fetchHeads(controller.signal)
      if (heads === undefined) return
      if (last !== undefined && last !== heads) router.refresh()
      last = heads
    }
    void look()
    const timer = setInterval(() => void look(), interval)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [router])
}
