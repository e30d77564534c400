import type { Locator, Page } from '@playwright/test'

/** Everything proposed, waiting, ready and done. */
export class QueuePage {
  readonly page: Page
  readonly rows: Locator

  constructor(page: Page) {
    this.page = page
    this.rows = page.locator('tr.entry')
  }

  async open(): Promise<void> {
    await this.page.goto('/queue')
  }

  row(title: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name: title, exact: true }) })
  }

  link(title: string): Locator {
    return this.rows.getByRole('link', { name: title, exact: true })
  }

  /** The heading that stands above rows which want the same nonce. */
  rivalsHeading(nonce: bigint): Locator {
    return this.page.getByRole('rowheader', { name: `share nonce ${nonce}.` })
  }
}
