import { isoTime } from './describe-event'
import { eventDocument } from './event-document'
import type { Feed } from './feed'

/**
 * A feed as JSON Feed 1.1, each item with its event under `_suture`.
 *
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function renderJsonFeed({ title, selfUrl, pageUrl, entries }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: pageUrl,
    feed_url: selfUrl,
    authors: [{ name: 'Suture' }],
    items: entries.map(({ id, kind, title, text, url, at, event }) => ({
      id,
      url,
      title,
      content_text: text,
      date_published: isoTime(at),
      tags: [kind],
      _suture: eventDocument(event),
    })),
  })
}
