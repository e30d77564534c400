/** Seconds for which the page of a new subscription shows its secret. */
const shownFor = 120

export const secretCookieName = 'suture-webhook-secret'

/** Carries a secret from the answer to a form to the one page that shows it. No script reads it, and no other page gets it. */
export function secretCookie({
  request,
  path,
  secret,
}: {
  readonly request: Request
  readonly path: string
  readonly secret: string
}): string {
  const isSafe = new URL(request.url).protocol === 'https:'
  const flags = `Path=${path}; Max-Age=${shownFor}; HttpOnly; SameSite=Strict`
  return `${secretCookieName}=${secret}; ${flags}${isSafe ? '; Secure' : ''}`
}
