'use client'

import { formatDuration } from './format-time'
import { useEverySecond } from './use-every-second'

/** Coarse on purpose: an age that changes every second draws the eye from what matters. */
function rounded(seconds: number): number {
  if (seconds < 10) return seconds
  if (seconds < 60) return seconds - (seconds % 5)
  return seconds
}

/** How old what is on the page has become. `readAt` is in milliseconds. */
export function Age({ readAt, atRender = 0 }: { readAt: number; atRender?: number | undefined }) {
  const text = (seconds: number) => `${formatDuration(rounded(Math.max(0, seconds)))} ago`
  return useEverySecond((now) => text(Math.floor((now - readAt) / 1000)), text(atRender))
}
