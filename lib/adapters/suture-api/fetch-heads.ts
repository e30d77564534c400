/** A text that changes whenever the pages of this instance would, or undefined where it did not answer. */
export async function fetchHeads(signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch('/api/v1/head', { signal, cache: 'no-store' })
    return response.ok ? await response.text() : undefined
  } catch {
    return undefined
  }
}
