export type FlashCookie = {
  readonly name: string
  /** The one page that is given it. */
  readonly path: string
  /** Characters that a cookie may have. */
  readonly value: string
  /** Seconds for which it is kept; 0 forgets it. */
  readonly seconds: number
}

/** Carries something from the answer to a form to the page that shows it. No script reads it, and no other page gets it. */
export function flashCookie(
  { url }: Pick<Request, 'url'>,
  { name, path, value, seconds }: FlashCookie,
): string {
  const flags = `Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Strict`
  return `${name}=${value}; ${flags}${new URL(url).protocol === 'https:' ? '; Secure' : ''}`
}
