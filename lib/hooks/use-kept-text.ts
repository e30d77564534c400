import { useCallback, useEffect, useState } from 'react'

/** A text that somebody types, kept in the tab's own store: a reload or a detour loses nothing. Runs in the browser only. */
export function useKeptText(key: string): {
  readonly text: string
  readonly change: (text: string) => void
} {
  const [text, setText] = useState(() => read(key))
  // Another key is another text.
  useEffect(() => setText(read(key)), [key])
  const change = useCallback(
    (next: string) => {
      setText(next)
      try {
        if (next === '') sessionStorage.removeItem(key)
        else sessionStorage.setItem(key, next)
      } catch {
        // A full or forbidden store only means that a reload starts anew.
      }
    },
    [key],
  )
  return { text, change }
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}
