import type { ReactNode } from 'react'
import manifest from '@/package.json'
import { SiteFooter } from './site-footer'

export type DeskPageProps = {
  /** The `FactStrip` of the page: at which block everything on it was read. */
  facts?: ReactNode
  /** The same page for machines: named in the head and at the foot. */
  jsonHref?: string | undefined
  /** Whether the keys of the desk work on it. */
  keys?: boolean | undefined
  children: ReactNode
}

/** What every page stands in: where its facts come from, itself, the foot. */
export function DeskPage({ facts, jsonHref, keys, children }: DeskPageProps) {
  return (
    <>
      {jsonHref && <link rel="alternate" type="application/json" href={jsonHref} />}
      {facts}
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto min-h-[60vh] max-w-[90rem] md:min-h-[calc(100dvh-11rem)] px-6 pt-5 pb-18 outline-none max-md:px-4 print:p-0 max-md:pt-4 max-md:pb-14"
      >
        {children}
      </main>
      <SiteFooter version={manifest.version} jsonHref={jsonHref} keys={keys} />
    </>
  )
}
