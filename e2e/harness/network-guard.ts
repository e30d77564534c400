import type { BrowserContext } from '@playwright/test'

/** Lets a context reach this machine only. `strangers` are the addresses that a page wanted nevertheless. */
export async function guardNetwork(context: BrowserContext): Promise<{ strangers: string[] }> {
  const strangers: string[] = []
  await context.route(
    (url) => /^(http|ws)s?:$/.test(url.protocol) && url.hostname !== '127.0.0.1',
    (route) => {
      strangers.push(route.request().url())
      return route.abort()
    },
  )
  return { strangers }
}
