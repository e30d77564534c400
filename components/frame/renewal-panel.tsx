'use client'

import { useRenewal } from '@/lib/hooks/use-renewal'

/** Renews the page for as long as it stands there. Shows nothing. */
export function RenewalPanel() {
  useRenewal()
  return null
}
