'use client'

import { useEffect, useState } from 'react'
import { Verdict } from '@/components/ui/verdict'

type State = 'asking' | 'kept' | 'not-kept'

/**
 * Has the page kept by its worker, and says whether it is: only what the worker has confirmed counts.
 *
 * @param load Loads all that the page is made of and has not needed yet.
 */
export function OfflineState({ load }: { load: () => Promise<unknown> }) {
  const [state, setState] = useState<State>('asking')

  useEffect(() => {
    const { serviceWorker } = navigator
    if (!serviceWorker) return setState('not-kept')
    function onMessage({ data }: MessageEvent) {
      if (typeof data === 'object' && data !== null && 'kept' in data) {
        setState(data.kept === false ? 'not-kept' : 'kept')
      }
    }
    serviceWorker.addEventListener('message', onMessage)
    serviceWorker.startMessages()
    keep(serviceWorker, load).catch(() => setState('not-kept'))
    return () => serviceWorker.removeEventListener('message', onMessage)
  }, [load])

  return (
    <p role="status" className="text-sm">
      {state === 'asking' && (
        <Verdict verdict="unknown">not yet kept for use without a network</Verdict>
      )}
      {state === 'kept' && (
        <Verdict verdict="pass">kept in this browser: works without a network</Verdict>
      )}
      {state === 'not-kept' && (
        <Verdict verdict="unknown">this browser does not keep it for use without a network</Verdict>
      )}
    </p>
  )
}

async function keep(serviceWorker: ServiceWorkerContainer, load: () => Promise<unknown>) {
  await Promise.all([
    serviceWorker.register('/verify-worker.js', { scope: '/verify' }),
    // Offline it is there already, or not to be had.
    load().catch(() => undefined),
  ])
  const { active } = await serviceWorker.ready
  active?.postMessage({ keep: loadedPaths() })
}

/** Everything of this page that came from our server's build. */
function loadedPaths(): string[] {
  const named = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(
    ({ src }) => src,
  )
  const styles = [...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(
    ({ href }) => href,
  )
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  const paths = [...named, ...styles, ...loaded].flatMap((url) => {
    const { origin, pathname } = new URL(url, location.href)
    const isOurs = pathname.startsWith('/_next/static/') || pathname === '/icon.svg'
    return origin === location.origin && isOurs ? [pathname] : []
  })
  return [...new Set(paths)]
}
