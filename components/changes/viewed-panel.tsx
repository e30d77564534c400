'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { pressedBy } from '@/components/frame/page-stops'
import { readMark, subscribeToMarks, writeMark } from './viewed-marks'

export type ViewedPanelProps = {
  /** Hashes of the texts that were compared: when either changes, the mark is gone. */
  contentKey: string
  /** For those who hear the page: which file it is. */
  path: string
}

/**
 * A reader's own mark that a file has been read, kept in this browser for exactly this content. Marked files are folded.
 * Without script there are no marks, and every file is open.
 */
export function ViewedPanel({ contentKey, path }: ViewedPanelProps) {
  const isViewed = useSyncExternalStore(
    subscribeToMarks,
    () => readMark(contentKey),
    () => false,
  )
  const ref = useRef<HTMLLabelElement>(null)
  const wasViewed = useRef(false)
  useEffect(() => {
    const details = ref.current?.closest('section')?.querySelector('details')
    // Only what the mark changes: a file that is folded for another reason stays as it is.
    if (details && isViewed !== wasViewed.current) details.open = !isViewed
    wasViewed.current = isViewed
  }, [isViewed])
  return (
    <label ref={ref} className="diff-viewed scripted">
      <input
        {...pressedBy('v')}
        type="checkbox"
        className="size-4 accent-thread-fill"
        checked={isViewed}
        onChange={(event) => writeMark(contentKey, event.target.checked)}
      />
      Viewed<span className="sr-only"> {path}</span>
    </label>
  )
}
