import type { Locator, Page } from '@playwright/test'
import type { Hash } from 'viem'

/** One patch: where it stands, what runs, and what can be done to its operation. */
export class PatchPage {
  readonly page: Page
  readonly heading: Locator
  /** Where the patch stands now, on the seam of its stages. */
  readonly stage: Locator
  readonly stages: Locator
  readonly signingLink: Locator
  readonly executeButton: Locator
  readonly proposeExecutionButton: Locator
  readonly skipDelayButton: Locator
  readonly cancelButton: Locator
  readonly proposeCancellationButton: Locator
  readonly cancelDialog: Locator
  readonly cancelConfirmation: Locator
  readonly order: Locator
  readonly alert: Locator

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { level: 1 })
    this.stages = page.getByRole('list', { name: 'Stage' })
    this.stage = this.stages.locator('[aria-current="step"]')
    this.signingLink = page.getByRole('link', { name: 'Go to signing' })
    this.executeButton = page.getByRole('button', { name: 'Execute operation' })
    this.proposeExecutionButton = page.getByRole('button', {
      name: 'Propose execution as Safe transaction',
    })
    this.skipDelayButton = page.getByRole('button', { name: 'Skip the delay' })
    this.cancelButton = page.getByRole('button', { name: 'Cancel operation' })
    this.proposeCancellationButton = page.getByRole('button', {
      name: 'Propose to cancel through the guardian Safe',
    })
    this.cancelDialog = page.getByRole('dialog', { name: 'Cancel this operation?' })
    this.cancelConfirmation = this.cancelDialog.getByRole('textbox')
    this.order = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: /^Order/ }) })
    this.alert = page.getByRole('main').getByRole('alert')
  }

  async open(key: Hash): Promise<void> {
    await this.page.goto(`/patches/${key}`)
  }

  /** The button of the dialog that does it; its words differ with the way. */
  confirmCancel(name: 'Cancel operation' | 'Sign the cancellation'): Locator {
    return this.cancelDialog.getByRole('button', { name })
  }
}
