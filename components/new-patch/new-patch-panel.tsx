'use client'

import dynamic from 'next/dynamic'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { PublicConfig } from '@/lib/config/public-config'

// What was typed is kept in the browser and the chain is read from there, so the server has nothing to draw.
const PatchFormPanel = dynamic(
  () => import('@/components/new-patch/patch-form-panel').then((module) => module.PatchFormPanel),
  { ssr: false, loading: () => <SkeletonRows rows={6} waitingFor="the form" /> },
)

/** The form, as soon as its code is there. */
export function NewPatchPanel({ config }: { config: PublicConfig }) {
  return <PatchFormPanel config={config} />
}
