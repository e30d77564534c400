/** Sends whoever posted a form to a page, by a path that the browser completes. */
export function seeOther(path: string, cookie?: string): Response {
  const headers = new Headers({ location: path, 'cache-control': 'no-store' })
  if (cookie) headers.set('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
