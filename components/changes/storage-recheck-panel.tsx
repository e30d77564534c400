'use client'

import dynamic from 'next/dynamic'
import { Callout } from '@/components/ui/callout'
import type { StorageRecheckIslandPanelProps } from './storage-recheck-island-panel'

// What reads reports and asks nodes is fetched behind the page, which is complete without it.
const StorageRecheckIsland = dynamic(
  () => import('./storage-recheck-island-panel').then((module) => module.StorageRecheckIslandPanel),
  { ssr: false, loading: () => <Callout title="This browser computes the verdicts again …" /> },
)

export type StorageRecheckPanelProps = StorageRecheckIslandPanelProps

/** Whether this browser comes to the same verdicts on the storage as the report. */
export function StorageRecheckPanel(props: StorageRecheckPanelProps) {
  return <StorageRecheckIsland {...props} />
}
