import type { Page } from '@playwright/test'

/** What the policies of the pages have stopped. */
export async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seenViolations: seen })
    addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  return () =>
    page.evaluate(() => (window as unknown as { seenViolations: string[] }).seenViolations)
}
