'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'

/**
 * A line under the bar while another page is on its way: the old one stands until it is there, and whoever pressed a link would
 * not know that anything happened. Of pages that the browser itself fetches, the browser tells.
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

  return (
    <div role="status">
      {isOnItsWay && (
        <div className="page-progress">
          <span className="sr-only">The page is on its way.</span>
        </div>
      )}
    </div>
  )
}

function isAnotherPage({ origin, pathname, search }: HTMLAnchorElement): boolean {
  const { location } = window
  return origin === location.origin && pathname + search !== location.pathname + location.search
}
