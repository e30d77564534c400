'use client'

import { useSyncExternalStore } from 'react'
import { readMark, subscribeToMarks } from './viewed-marks'

/** How many of the files that differ bear the reader's mark; of one file, whether it does. Nothing without script. */
export function ViewedCountPanel({ contentKeys }: { contentKeys: readonly string[] }) {
  const viewed = useSyncExternalStore(
    subscribeToMarks,
    () => contentKeys.filter(readMark).length,
    () => undefined,
  )
  if (viewed === undefined) return null
  if (contentKeys.length === 1) return viewed === 1 ? 'viewed' : null
  return `${viewed} of ${contentKeys.length} viewed`
}
