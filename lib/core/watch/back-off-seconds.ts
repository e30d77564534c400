/** Seconds until the second attempt, and the longest pause. */
const first = 5
const longest = 21_600

/** After so many attempts, about two days, a subscription is stopped. */
export const mostAttempts = 20

/** Seconds to wait after so many attempts have failed: twice as long each time, up to six hours. */
export function backOffSeconds(attempts: number): number {
  return Math.min(longest, first * 2 ** Math.max(0, attempts - 1))
}
