import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Milliseconds between two renderings. */
const interval = 3_000

/**
 * Renders the page anew every few seconds. For what the server has under way: the heads tell when it is done, but not where
 * that was between the rendering of a page and its first look at them.
 */
export function useRenewal(): void {
  const router = useRouter()
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    const timer = setInterval(renew, interval)
    return () => clearInterval(timer)
  }, [router])
}
