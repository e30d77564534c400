'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ProgressLine } from './progress-line'

/**
 * A line while the page of a link is on its way: the old one stands until it is there, and whoever pressed it would not know that
 * anything happened. Of pages that the browser itself fetches, the browser tells.
 */
export function PageProgress() {
  const pathname = usePathname()
  const search = useSearchParams()
  const [isOnItsWay, setOnItsWay] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is the page that was waited for.
  useEffect(() => setOnItsWay(false), [pathname, search])

  useEffect(() => {
    function onClick({ defaultPrevented, target }: MouseEvent) {
      // Prevented: the desk fetches it, not the browser.
      if (!defaultPrevented || !(target instanceof Element)) return
      const link = target.closest('a')
      if (link && isAnotherPage(link)) setOnItsWay(true)
    }
    // Whoever goes back does not wait any more.
    const onBack = () => setOnItsWay(false)
    document.addEventListener('click', onClick)
    window.addEventListener('popstate', onBack)
    return () => {
      document.removeEventListener('click', onClick)
      window.removeEventListener('popstate', onBack)
    }
  }, [])

  return <ProgressLine isOn={isOnItsWay} />
}

function isAnotherPage({ origin, pathname, search }: HTMLAnchorElement): boolean {
  const { location } = window
  return origin === location.origin && pathname + search !== location.pathname + location.search
}
