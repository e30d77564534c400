import type { Locator, Page } from '@playwright/test'

/** Everything proposed, waiting, ready and done. */
export class QueuePage {
  readonly page: Page
  readonly rows: Locator
  /** What is over without having been executed, folded. */
  readonly closed: Locator

  constructor(page: Page) {
    this.page = page
    this.rows = page.locator('tr.entry')
    this.closed = page.getByText(/^Cancelled, superseded and rolled back/)
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

  closedRow(title: string): Locator {
    return this.page
      .getByRole('table', { name: 'Patches that are over without having been executed' })
      .getByRole('row')
      .filter({ hasText: title })
  }

  /** The titles of the rows that come right after a heading. */
  async rowsBelow(heading: Locator, count: number): Promise<string[]> {
    const row = heading.locator('xpath=ancestor::tr')
    const below = row.locator(`xpath=following-sibling::tr[position() <= ${count}]`)
    return below.locator('[data-row-link]').allTextContents()
  }

  /** The heading that stands above rows which want the same nonce. */
  rivalsHeading(nonce: bigint): Locator {
    return this.page.getByRole('rowheader', { name: `share nonce ${nonce}.` })
  }
}
