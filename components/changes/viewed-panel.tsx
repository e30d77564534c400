'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'

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
  const key = `suture:viewed:${contentKey}`
  const isViewed = useSyncExternalStore(
    subscribe,
    () => readMark(key),
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
        type="checkbox"
        className="size-4 accent-thread-fill"
        checked={isViewed}
        onChange={(event) => writeMark(key, event.target.checked)}
      />
      Viewed<span className="sr-only"> {path}</span>
    </label>
  )
}

const listeners = new Set<() => void>()
/** Where the browser keeps nothing, marks last as long as the page. */
const marks = new Map<string, boolean>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function readMark(key: string): boolean {
  try {
    return window.localStorage.getItem(key) === '1'
  } catch {
    return marks.get(key) ?? false
  }
}

function writeMark(key: string, isViewed: boolean): void {
  marks.set(key, isViewed)
  try {
    if (isViewed) window.localStorage.setItem(key, '1')
    else window.localStorage.removeItem(key)
  } catch {
    // The mark is in memory; there is nothing to tell a reader about it.
  }
  for (const listener of listeners) listener()
}
