import { errorResponse, forAnyReader } from '@/app/api/v1/json'
import { requestOrigin } from '@/app/api/v1/request-origin'
import { readFeed } from '@/lib/actions/queue-events/read-feed'
import { getServerContext } from '@/lib/config/server-context'
import { hasTag } from '@/lib/core/api/has-tag'
import { BaseError } from '@/lib/core/error/base-error'
import { type FeedFormat, parseFeedPath } from '@/lib/core/watch/feed-path'

type Context = { params: Promise<{ path: string[] }> }

const types: Readonly<Record<FeedFormat, string>> = {
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
}

/** The events of everything, a timelock, a protocol or a proxy as Atom, JSON Feed or iCalendar; 304 for whoever has them. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { path } = await params
  try {
    const named = parseFeedPath(path)
    if (!named) return noFeed(path, 'That names no feed.')
    const context = await getServerContext()
    const feed = await readFeed(context, {
      ...named,
      origin: requestOrigin(context.config, request),
    })
    if (!feed) return noFeed(path, 'Nothing is known of that here.')
    // Its links begin with what this reader calls the instance, where nothing else is configured: good for no other reader.
    const whose = context.config.publicUrl ? 'public' : 'private'
    const headers = {
      'content-type': types[named.format],
      ...forAnyReader,
      'cache-control': `${whose}, max-age=30, stale-while-revalidate=300`,
      'x-content-type-options': 'nosniff',
      etag: feed.etag,
    }
    if (hasTag(request.headers.get('if-none-match'), feed.etag))
      return new Response(null, { status: 304, headers })
    return new Response(feed.body, { headers })
  } catch (error) {
    return errorResponse(error)
  }
}

function noFeed(path: readonly string[], what: string): Response {
  const facts = [['Given', path.join('/').slice(0, 200)]] as const
  const hint =
    'Feeds are at all, timelocks/{chain}/{address}, protocols/{name} and proxies/{chain}/{address}, each with .atom, .json or .ics.'
  return errorResponse(new BaseError(what, { facts, hint }), 404)
}
