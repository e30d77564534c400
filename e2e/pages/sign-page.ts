import type { Locator, Page } from '@playwright/test'
import type { Address, Hash } from 'viem'

/** What a signature allows, its hashes, and the buttons that ask the wallet for it. */
export class SignPage {
  readonly page: Page
  readonly signButton: Locator
  readonly approveButton: Locator
  readonly executeButton: Locator
  readonly hashes: Locator
  readonly rivals: Locator
  readonly nothingToSign: Locator
  readonly alert: Locator

  constructor(page: Page) {
    this.page = page
    this.signButton = page.getByRole('button', { name: 'Sign patch' })
    this.approveButton = page.getByRole('button', { name: 'Approve on chain instead' })
    this.executeButton = page.getByRole('button', { name: 'Execute Safe transaction' })
    this.hashes = page.getByRole('table').filter({ hasText: 'safeTxHash' })
    this.rivals = page.getByText(/transactions want nonce/)
    this.nothingToSign = page.getByText('There is nothing left to sign here.')
    this.alert = page.getByRole('main').getByRole('alert')
  }

  /** Whether and how an owner has signed. */
  owner(address: Address): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ hasText: address })
      .filter({ hasText: 'signed' })
  }

  /** A check of the ledger, by its id, with this verdict. */
  check(id: string, verdict: string): Locator {
    return this.page.locator(`[data-check="${id}"][data-verdict="${verdict}"]`)
  }

  async open(key: Hash): Promise<void> {
    await this.page.goto(`/patches/${key}/sign`)
  }
}
