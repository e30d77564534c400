import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { preinit } from 'react-dom'
import { BuildLine } from '@/components/frame/build-line'
import { RefusedFile } from '@/components/frame/refused-file'
import { parseTheme, themeCookie } from '@/components/frame/theme'
import { ownStyleSheets } from '@/lib/actions/instance/own-style-sheets'
import { readOwnBuild } from '@/lib/actions/instance/read-own-build'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Suture', template: '%s · Suture' },
  description:
    'The desk at which a protocol’s signers review, sign, schedule and execute a security patch, and at which anyone can audit it while it waits.',
  icons: { icon: [{ url: '/icon.svg', type: 'image/svg+xml' }] },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#15181c' },
  ],
}

/**
 * Writes the style sheets with their hashes, before Next does without: React writes none twice. Precedence is the word Next
 * has for them.
 */
function sealStyleSheets(): void {
  for (const [path, integrity] of ownStyleSheets()) {
    preinit(path, { as: 'style', precedence: 'next', crossOrigin: 'anonymous', integrity })
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  sealStyleSheets()
  const [jar, build] = await Promise.all([cookies(), readOwnBuild()])
  const theme = parseTheme(jar.get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme}>
      <body>
        {build && <RefusedFile />}
        {children}
        {build && <BuildLine hash={build.hash} />}
      </body>
    </html>
  )
}
