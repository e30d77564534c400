const block = 512

/**
 * Finds one file in a tar archive, as npm packs them.
 *
 * @returns Its bytes, or undefined where the archive has no such entry.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html ustar interchange format
 */
export function readTarEntry(archive: Uint8Array, path: string): Uint8Array | undefined {
  let position = 0
  while (position + block <= archive.length) {
    const name = textAt(archive, position, 100)
    if (name === '') return undefined
    const size = Number.parseInt(textAt(archive, position + 124, 12).trim(), 8)
    if (!Number.isSafeInteger(size) || size < 0) return undefined
    const start = position + block
    if (name === path && start + size <= archive.length) {
      return archive.subarray(start, start + size)
    }
    position = start + Math.ceil(size / block) * block
  }
  return undefined
}

/** A field of the header: text up to the first zero byte. */
function textAt(archive: Uint8Array, start: number, length: number): string {
  const field = archive.subarray(start, start + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end))
}
