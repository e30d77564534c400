'use client'

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for all countdowns of a page, and none when there is no countdown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const notify of listeners) notify()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * A value that is looked at every second and rendered only when it has changed.
 *
 * @param compute from the clock of this machine in milliseconds; returns a primitive
 * @param initial what the server rendered
 */
export function useEverySecond<T extends string | number | boolean>(
  compute: (now: number) => T,
  initial: T,
): T {
  return useSyncExternalStore(
    subscribe,
    () => compute(Date.now()),
    () => initial,
  )
}
