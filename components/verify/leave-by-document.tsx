'use client'

import { useEffect } from 'react'

/**
 * Lets the browser follow every link of a page whose policy forbids the router to fetch: it hears of clicks before the
 * router does, and keeps them from it. Shows nothing.
 */
export function LeaveByDocument() {
  useEffect(() => {
    function keepFromRouter(event: MouseEvent) {
      const isLink = event.target instanceof Element && event.target.closest('a[href]')
      if (isLink) event.stopPropagation()
    }
    window.addEventListener('click', keepFromRouter, { capture: true })
    return () => window.removeEventListener('click', keepFromRouter, { capture: true })
  }, [])
  return null
}
