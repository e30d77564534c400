import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppBar } from '@/components/frame/app-bar'
import { Shortcuts } from '@/components/frame/shortcuts'
import { parseTheme, themeCookie } from '@/components/frame/theme'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return (
    <>
      <AppBar theme={theme} />
      {children}
      <Shortcuts />
    </>
  )
}
