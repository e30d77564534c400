/** A lease: who has it does something, nobody else at the same time. */
export type Lease = {
  /** After which another process takes over from one that died. */
  readonly seconds: number
  /** @returns Whether it was free, or one's own. */
  readonly take: () => Promise<boolean>
  readonly release: () => Promise<void>
}

/**
 * Does something while it has a lease, which is renewed for as long as it takes.
 *
 * @returns undefined where another process has it.
 */
export async function whileLeased<T>(
  { seconds, take, release }: Lease,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (!(await take())) return undefined
  const renewal = setInterval(() => void take().catch(() => {}), (seconds * 1_000) / 3)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await release()
  }
}
