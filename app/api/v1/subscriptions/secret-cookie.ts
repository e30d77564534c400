import { flashCookie } from './flash-cookie'

/** Seconds for which the page of a new subscription shows its secret. */
const shownFor = 120

export const secretCookieName = 'suture-webhook-secret'

/** Carries a secret from the answer to a form to the one page that shows it. */
export function secretCookie({
  request,
  path,
  secret,
}: {
  readonly request: Request
  readonly path: string
  readonly secret: string
}): string {
  return flashCookie(request, { name: secretCookieName, path, value: secret, seconds: shownFor })
}
