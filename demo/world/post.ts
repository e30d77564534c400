/**
 * Sends JSON to a running app.
 *
 * @param url Origin of the app.
 * @throws Error with the app's answer where it refuses.
 */
export async function post(url: string, path: string, body: string): Promise<void> {
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  })
  if (response.ok) return
  const answer = (await response.text()).slice(0, 2_000)
  throw new Error(`POST ${path} was refused (HTTP ${response.status}):\n${answer}`)
}
