/**
 * The text of the worker of /verify. It keeps that page and what the page is built of, and nothing else; it answers with the
 * page of the network where there is one, and with the kept one where there is none. What an older build has kept is
 * dropped when this one takes over.
 */
export function verifyWorker(buildId: string): string {
  return `const page = '/verify'
const name = 'suture-verify-' + ${JSON.stringify(buildId)}
const isAsset = (path) => path.startsWith('/_next/static/') || path === '/icon.svg'

self.addEventListener('install', (event) => {
  event.waitUntil(keep([page]).then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname === page) event.respondWith(answerPage(request))
  else if (isAsset(pathname)) event.respondWith(answerAsset(request))
})

self.addEventListener('message', (event) => {
  const paths = Array.isArray(event.data?.keep) ? event.data.keep.filter(isOurs) : []
  event.waitUntil(
    keep([page, ...paths]).then(
      () => event.source?.postMessage({ kept: paths.length }),
      () => event.source?.postMessage({ kept: false }),
    ),
  )
})

function isOurs(path) {
  return typeof path === 'string' && isAsset(path)
}

async function keep(paths) {
  const cache = await caches.open(name)
  await Promise.all(
    [...new Set(paths)].map(async (path) => {
      if (path !== page && (await cache.match(path))) return
      const asked = path === page ? { cache: 'no-store' } : {}
      const response = await fetch(path, asked).catch(() => undefined)
      if (response?.ok) await cache.put(path, response)
      // Without a network, what is there already has to do.
      else if (!(await cache.match(path))) throw new Error(path)
    }),
  )
}

async function dropOthers() {
  const names = await caches.keys()
  const old = names.filter((one) => one.startsWith('suture-verify-') && one !== name)
  await Promise.all(old.map((one) => caches.delete(one)))
}

async function answerPage(request) {
  try {
    return await fetch(request)
  } catch {
    const cache = await caches.open(name)
    return (await cache.match(page)) ?? Response.error()
  }
}

async function answerAsset(request) {
  const cache = await caches.open(name)
  const kept = await cache.match(new URL(request.url).pathname)
  return kept ?? fetch(request)
}
`
}
