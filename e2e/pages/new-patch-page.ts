import type { Locator, Page } from '@playwright/test'

/** The form in which a patch is written. */
export class NewPatchPage {
  readonly page: Page
  readonly title: Locator
  readonly description: Locator
  readonly severity: Locator
  readonly delay: Locator
  readonly delayUnit: Locator
  readonly nonce: Locator
  readonly predecessor: Locator
  readonly preview: Locator
  readonly proposeButton: Locator
  readonly otherAddress: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByLabel('Title')
    this.description = page.getByLabel('Description (optional)')
    this.severity = page.getByLabel('Severity of the hole it closes')
    this.delay = page.getByLabel('Delay', { exact: true })
    this.delayUnit = page.getByLabel('Unit of the delay')
    this.nonce = page.getByLabel('Safe nonce')
    this.predecessor = page.getByLabel('Predecessor (optional)')
    this.preview = page.locator('#preview')
    this.proposeButton = page.getByRole('button', { name: 'Propose patch', exact: true })
    this.otherAddress = page.getByLabel('Address of a proxy')
  }

  async open(): Promise<void> {
    await this.page.goto('/patches/new')
  }

  async choose(proxy: string): Promise<void> {
    await this.page.getByRole('checkbox', { name: proxy }).check()
  }

  async addOtherAddress(text: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add another address' }).click()
    await this.otherAddress.fill(text)
  }

  implementationOf(proxy: string): Locator {
    return this.page.getByLabel(`New implementation of ${proxy}`)
  }

  async writeMigration(signature: string, values: Readonly<Record<string, string>>): Promise<void> {
    await this.page.getByRole('radio', { name: 'A function and its arguments' }).check()
    await this.page.getByLabel('Function', { exact: true }).fill(signature)
    for (const [label, value] of Object.entries(values)) {
      await this.page.getByLabel(label).fill(value)
    }
  }
}
