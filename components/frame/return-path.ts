/**
 * The path of the page a form was sent from, if it is one of our own; else the overview. Only a path is kept, so it
 * can lead to no other host.
 */
export function returnPath({
  referer,
  host,
}: {
  referer: string | null
  host: string | null
}): string {
  if (!referer || !URL.canParse(referer)) return '/'
  const from = new URL(referer)
  // A path that begins with two slashes would be read as another host; only of web addresses both are normalised.
  const isWeb = from.protocol === 'https:' || from.protocol === 'http:'
  if (!isWeb || from.host !== host || from.pathname.startsWith('//')) return '/'
  return `${from.pathname}${from.search}`
}
