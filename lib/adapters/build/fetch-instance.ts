import { createHash } from 'node:crypto'
import type { Hash } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { type BuildManifest, parseBuildManifest } from '@/lib/core/instance/build-manifest'
import type { InstanceFacts } from '@/lib/core/instance/judge-instance'
import { readTags } from '@/lib/core/instance/read-tags'

/** An instance gives no usable answer. */
export class InstanceUnreachableError extends BaseError {
  override readonly name = 'InstanceUnreachableError'
}

/** Pages that every instance has, and one that none has. */
const ownPages = [
  '/',
  '/queue',
  '/timelocks',
  '/safes',
  '/patches/new',
  '/find?q=0',
  '/subscriptions/sent',
  '/no-such-page',
]

/** Pages that are looked at: those above, and those that they link to. */
const mostPages = 40
const mostBytes = 16 * 1_024 * 1_024
const timeout = 60_000
const atOnce = 6

/**
 * Fetches what an instance says of itself, every asset that it lists, its pages and those that they link to.
 *
 * @param origin e.g. `https://suture.example.org`
 * @throws InstanceUnreachableError, InvalidManifestError
 */
export async function fetchInstance(origin: string): Promise<InstanceFacts> {
  const manifest = parseBuildManifest(
    (await fetchBytes(origin, '/.well-known/suture.json')).bytes.toString('utf8'),
  )
  const [given, pages] = await Promise.all([
    fetchAssets(origin, manifest),
    fetchPages(origin, ownPages),
  ])
  const linked = [...new Set(Object.values(pages).flatMap((html) => linksOf(html, origin)))]
  const more = linked.filter((path) => !Object.hasOwn(pages, path)).slice(0, mostPages)
  return { origin, manifest, given, pages: { ...pages, ...(await fetchPages(origin, more)) } }
}

async function fetchAssets(origin: string, { assets }: BuildManifest) {
  const entries = await inTurns(Object.keys(assets), async (path) => {
    const { bytes, isFound } = await fetchBytes(origin, `/${path}`)
    return [path, isFound ? sha256(bytes) : undefined] as const
  })
  return Object.fromEntries(entries)
}

async function fetchPages(origin: string, paths: readonly string[]) {
  const entries = await inTurns(paths, async (path) => {
    const { bytes, type } = await fetchBytes(origin, path)
    // In another encoding the same bytes are another page.
    const isPage = /^text\/html; ?charset=utf-8$/i.test(type)
    return isPage ? [[path, bytes.toString('utf8')] as const] : []
  })
  return Object.fromEntries(entries.flat())
}

function linksOf(html: string, origin: string): string[] {
  return readTags(html).flatMap(({ name, attributes }) => {
    const href = attributes.get('href')
    if (name !== 'a' || href === undefined || !URL.canParse(href, origin)) return []
    const url = new URL(href, origin)
    const isPage = url.origin === origin && !/^\/(api|\.well-known)\//.test(url.pathname)
    return isPage ? [`${url.pathname}${url.search}`] : []
  })
}

async function fetchBytes(origin: string, path: string) {
  try {
    const response = await fetch(`${origin}${path}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    })
    const bytes = await readBytes(response)
    return { bytes, isFound: response.ok, type: response.headers.get('content-type') ?? '' }
  } catch (cause) {
    throw new InstanceUnreachableError('The instance gives no usable answer.', {
      facts: [
        ['Asked', `${origin}${visibleText(path, { maxLength: 200 })}`],
        ['Problem', visibleText(messageOf(cause), { maxLength: 200 })],
      ],
      hint: 'Check the URL: it is the root of an instance, without a path.',
      retry: true,
      cause,
    })
  }
}

async function readBytes({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw new Error(`more than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))))
  }
  return results
}

function sha256(bytes: Buffer): Hash {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown'
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}
