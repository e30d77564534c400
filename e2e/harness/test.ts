import { test as base, expect, type Page } from '@playwright/test'
import { type Visitor, visitorAt } from '@/e2e/pages/visitor'
import { type Chain, readChain } from './chain'
import { type Desk, startDesk } from './desk'
import { InjectedWallet } from './injected-wallet'
import { guardNetwork } from './network-guard'
import { openService, type Service } from './safe-service'
import { sharedDesk } from './shared-desk'

type Fixtures = {
  /** Whether the tests of a file change nothing on the chain or in the store: they share a desk with others of their kind. */
  readsOnly: boolean
  /** The chain and the app of this file. */
  desk: Desk
  chain: Chain
  service: Service
  /** The test's own browser. */
  visitor: Visitor
  /** Opens a second browser, which shares nothing with the first. */
  anotherVisitor: () => Promise<Visitor>
  /** Puts a wallet into somebody's browser: before they open a page. `as` is the index of one of Anvil's accounts. */
  giveWallet: (visitor: Visitor, options: { as: number }) => Promise<InjectedWallet>
}

type WorkerFixtures = { deskOf: (file: string) => Promise<Desk> }

/** Tests of one file share a chain and an app, which no other file ever sees that changes something. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  deskOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures here
    async ({}, use) => {
      let current: { file: string; desk: Desk } | undefined
      await use(async (file) => {
        if (current?.file === file) return current.desk
        await current?.desk.stop()
        current = undefined
        const desk = await startDesk()
        current = { file, desk }
        return desk
      })
      await current?.desk.stop()
    },
    { scope: 'worker' },
  ],

  readsOnly: [false, { option: true }],

  desk: [
    async ({ deskOf, readsOnly }, use, { file }) => {
      await use(readsOnly ? sharedDesk() : await deskOf(file))
    },
    // On a busy machine; not taken from the time of the test.
    { timeout: 120_000 },
  ],

  baseURL: async ({ desk }, use) => {
    await use(desk.url)
  },

  chain: async ({ desk }, use) => {
    await use(readChain(desk.client))
  },

  service: async ({ desk }, use) => {
    await use(openService(desk))
  },

  context: async ({ context }, use) => {
    const { strangers } = await guardNetwork(context)
    await use(context)
    expect(strangers, 'requests to other machines').toEqual([])
  },

  visitor: async ({ page }, use) => {
    const faults = watchFaults(page)
    await use(visitorAt(page))
    expect(faults, 'errors that no code caught').toEqual([])
  },

  anotherVisitor: async ({ browser, baseURL, contextOptions }, use) => {
    const opened: { context: Visitor['context']; strangers: string[]; faults: string[] }[] = []
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, ...(baseURL && { baseURL }) })
      const { strangers } = await guardNetwork(context)
      const page = await context.newPage()
      opened.push({ context, strangers, faults: watchFaults(page) })
      return visitorAt(page)
    })
    for (const { context, strangers, faults } of opened) {
      await context.close()
      expect(strangers, 'requests to other machines').toEqual([])
      expect(faults, 'errors that no code caught').toEqual([])
    }
  },

  giveWallet: async ({ desk }, use) => {
    await use(async ({ context }, { as }) => {
      const { chainId } = desk.world.harbor
      const wallet = new InjectedWallet(context, { rpcUrl: desk.rpcUrl, chainId, as })
      await wallet.install()
      return wallet
    })
  },
})

/** Collects what the page throws and nobody catches. */
function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return faults
}
