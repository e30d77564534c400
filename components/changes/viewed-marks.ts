/*
 * A reader's own marks that a file has been read, kept in this browser for exactly the texts that were compared: when
 * either changes, the mark is gone.
 */

const listeners = new Set<() => void>()
/** Where the browser keeps nothing, marks last as long as the page. */
const marks = new Map<string, boolean>()

/** Tells when a mark changes, here or in another tab. @returns How to stop. */
export function subscribeToMarks(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

export function readMark(contentKey: string): boolean {
  try {
    return window.localStorage.getItem(nameOf(contentKey)) === '1'
  } catch {
    return marks.get(contentKey) ?? false
  }
}

export function writeMark(contentKey: string, isViewed: boolean): void {
  marks.set(contentKey, isViewed)
  try {
    if (isViewed) window.localStorage.setItem(nameOf(contentKey), '1')
    else window.localStorage.removeItem(nameOf(contentKey))
  } catch {
    // The mark is in memory; there is nothing to tell a reader about it.
  }
  for (const listener of listeners) listener()
}

function nameOf(contentKey: string): string {
  return `suture:viewed:${contentKey}`
}
