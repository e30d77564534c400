import type { ReactNode } from 'react'
import manifest from '@/package.json'
import { type PageJson, SiteFooter } from './site-footer'

export type DeskPageProps = {
  /** The `FactStrip` of the page: at which block everything on it was read. */
  facts?: ReactNode
  /** The same page for machines: named in the head and at the foot. */
  jsonHref?: string | undefined
  /** What of it has an address of its own. */
  moreJson?: readonly PageJson[] | undefined
  /** Whether the keys of the desk work on it. */
  keys?: boolean | undefined
  children: ReactNode
}

/** What every page stands in: where its facts come from, itself, the foot. */
export function DeskPage({ facts, jsonHref, moreJson = [], keys, children }: DeskPageProps) {
  return (
    <>
      {jsonHref && <link rel="alternate" type="application/json" href={jsonHref} />}
      {moreJson.map(({ href, of }) => (
        <link key={href} rel="alternate" type="application/json" href={href} title={of} />
      ))}
      {facts}
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto min-h-[60vh] max-w-[90rem] md:min-h-[calc(100dvh-11rem)] px-6 pt-5 pb-18 outline-none max-md:px-4 print:p-0 max-md:pt-4 max-md:pb-14"
      >
        {children}
      </main>
      <SiteFooter version={manifest.version} jsonHref={jsonHref} moreJson={moreJson} keys={keys} />
    </>
  )
}
