import Link from 'next/link'
import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark'
import { FindForm } from './find-form'
import { MainMenu, MainNav, type NavCounts } from './main-nav'
import type { Theme } from './theme'
import { ThemeChoice } from './theme-choice'

export type AppBarProps = {
  theme: Theme
  counts?: NavCounts | undefined
  /** The wallet's button; everything is readable without one. */
  wallet?: ReactNode
  /** On a page that sends no request but to be left: nothing is fetched ahead or behind the scenes. */
  sealed?: boolean | undefined
}

/** The bar on top of every page: where one can go, what one looks for, who one is, how it is lit. */
export function AppBar({ theme, counts, wallet, sealed = false }: AppBarProps) {
  return (
    <>
      <a
        href="#main"
        className="-top-20 absolute print:hidden left-2 z-20 rounded-panel border border-edge bg-surface px-3 py-2 focus:top-2"
      >
        Skip to content
      </a>
      <header className="sticky top-0 print:hidden z-10 border-line border-b bg-surface">
        <div className="mx-auto flex min-h-12 max-w-[90rem] flex-wrap items-center gap-1 px-6 max-md:gap-2 max-md:px-4">
          <Link
            href="/"
            prefetch={sealed ? false : null}
            aria-label="Suture, overview"
            className="mr-4 inline-flex min-h-8 items-center gap-2 font-semibold text-[15px] tracking-tight max-md:mr-auto"
          >
            <BrandMark />
            <span className="max-xs:hidden">Suture</span>
          </Link>
          <MainNav counts={counts} />
          <Link
            href="/patches/new"
            prefetch={false}
            className="mr-2 inline-flex min-h-8 items-center whitespace-nowrap rounded-panel px-2.5 font-medium text-sm text-thread hover:bg-sunken max-md:hidden"
          >
            New patch
          </Link>
          <div className="w-56 max-lg:hidden min-[76rem]:w-68">
            <FindForm id="find-bar-input" keys={!sealed} />
          </div>
          <div className="ml-2 max-md:ml-0">{wallet}</div>
          <div className="ml-2 max-md:hidden">
            <ThemeChoice theme={theme} plain={sealed} />
          </div>
          <MainMenu counts={counts}>
            <Link
              href="/patches/new"
              prefetch={false}
              className="inline-flex min-h-11 items-center px-2 font-medium text-sm text-thread"
            >
              New patch
            </Link>
            <FindForm id="find-menu-input" />
            <div className="flex items-center justify-between px-2 text-ink-2 text-sm">
              Theme <ThemeChoice theme={theme} plain={sealed} />
            </div>
          </MainMenu>
        </div>
      </header>
    </>
  )
}
