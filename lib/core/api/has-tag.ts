/**
 * Whether who asks has already what a tag names.
 *
 * @param given The If-None-Match of the request: tags with commas between them, or `*`. A weak tag will do, as what compresses
 *   on the way makes them: behind it is the same text.
 */
export function hasTag(given: string | null, etag: string): boolean {
  if (given === null) return false
  return given.split(',').some((each) => {
    const tag = each.trim()
    return tag === '*' || tag.replace(/^W\//, '') === etag
  })
}
