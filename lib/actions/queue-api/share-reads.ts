/**
 * Many who ask the same at one time share one question, which is asked after each of them came: what everybody gets is at least
 * as new as if they had asked alone.
 */
export function shareReads<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let coming: Promise<T> | undefined
  const start = (): Promise<T> => {
    coming = undefined
    const mine = read()
    running = mine
    const end = () => {
      if (running === mine) running = undefined
    }
    mine.then(end, end)
    return mine
  }
  return () => {
    if (!running) return start()
    coming ??= running.then(start, start)
    return coming
  }
}
