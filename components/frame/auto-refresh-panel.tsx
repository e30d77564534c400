'use client'

import { useAutoRefresh } from '@/lib/hooks/use-auto-refresh'

/** Keeps a page at the latest block. Shows nothing. */
export function AutoRefreshPanel() {
  useAutoRefresh()
  return null
}
