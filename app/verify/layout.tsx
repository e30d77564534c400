import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppBar } from '@/components/frame/app-bar'
import { parseTheme, themeCookie } from '@/components/frame/theme'
import { LeaveByDocument } from '@/components/verify/leave-by-document'

/** Without wallet, renewal and keys of the desk: nothing here asks anybody for anything. */
export default async function VerifyLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return (
    <>
      <AppBar theme={theme} sealed />
      {children}
      <LeaveByDocument />
    </>
  )
}
