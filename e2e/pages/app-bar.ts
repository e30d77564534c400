import type { Locator, Page } from '@playwright/test'
import type { Address } from 'viem'

/** The bar on top of every page. */
export class AppBar {
  readonly page: Page
  readonly connectButton: Locator
  readonly connectDialog: Locator
  readonly findDialog: Locator
  /** Where the facts of the page come from. */
  readonly facts: Locator
  /** Said across the page while the chain does not answer. */
  readonly staleNotice: Locator
  /** Said where something would be signed or sent, while the wallet is on another network. */
  readonly networkNotice: Locator
  readonly switchNetworkButton: Locator

  constructor(page: Page) {
    this.page = page
    this.connectButton = page.getByRole('button', { name: 'Connect', exact: true })
    this.connectDialog = page.getByRole('dialog', { name: 'Connect a wallet' })
    this.findDialog = page.getByRole('dialog', { name: 'Find' })
    this.facts = page.getByRole('region', { name: 'Where these facts come from' })
    this.staleNotice = this.facts.getByText(/The chain has not answered (for|since)/)
    this.networkNotice = page
      .getByRole('status')
      .filter({ hasText: 'Your wallet is on another network' })
    this.switchNetworkButton = page.getByRole('button', { name: 'Switch network' })
  }

  /** The button that names the connected account. */
  account(address: Address): Locator {
    return this.page.getByRole('button', { name: `Connected account ${address}` })
  }

  async connectWallet(name: string): Promise<void> {
    await this.connectButton.click()
    await this.connectDialog.getByRole('button', { name, exact: true }).click()
    await this.connectDialog.waitFor({ state: 'hidden' })
  }

  async connectDemoSigner(address: Address): Promise<void> {
    await this.connectButton.click()
    await this.connectDialog.getByRole('button', { name: address }).click()
    await this.account(address).waitFor()
  }

  async disconnect(address: Address): Promise<void> {
    await this.account(address).click()
    await this.page.getByRole('button', { name: 'Disconnect' }).click()
    await this.connectButton.waitFor()
  }
}
