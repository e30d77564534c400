/** How Next's server components travel. */
const rendering = 'text/x-component'

/**
 * A `fetch` that hands out the rendering of a page only when all of it has arrived. Next puts one on the page as it streams
 * in, so that a server which stops halfway leaves half a page: an error in the place of all that was there. This way it is
 * a request that failed, which Next makes again once the server is back (`useOffline`). Everything else streams as it did.
 */
export function fetchWholeRenderings(send: typeof fetch): typeof fetch {
  return async (...request) => {
    const response = await send(...request)
    if (!response.headers.get('content-type')?.startsWith(rendering)) return response
    const { status, statusText, headers, url, redirected } = response
    const whole = new Response(await response.arrayBuffer(), { status, statusText, headers })
    // Read by the router to follow redirects, and not settable otherwise.
    return Object.defineProperties(whole, {
      url: { value: url },
      redirected: { value: redirected },
    })
  }
}
