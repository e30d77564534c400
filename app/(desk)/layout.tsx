import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppBar } from '@/components/frame/app-bar'
import { AutoRefreshPanel } from '@/components/frame/auto-refresh-panel'
import { PageProgress } from '@/components/frame/page-progress'
import { Shortcuts } from '@/components/frame/shortcuts'
import { parseTheme, themeCookie } from '@/components/frame/theme'
import { WalletButtonPanel } from '@/components/wallet/wallet-button-panel'
import { publicConfigOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const [jar, { config }] = await Promise.all([cookies(), getServerContext()])
  const theme = parseTheme(jar.get(themeCookie)?.value)
  return (
    <>
      <AppBar theme={theme} wallet={<WalletButtonPanel config={publicConfigOf(config)} />} />
      <PageProgress />
      {children}
      <Shortcuts />
      <AutoRefreshPanel />
    </>
  )
}
