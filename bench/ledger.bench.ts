import { type Browser, chromium } from '@playwright/test'
import type { Bench } from '@/bench/comparison'
import { startBaseWorld } from '@/e2e/harness/base-world'
import { chromiumArguments } from '@/e2e/harness/chromium-arguments'
import { type Desk, startDesk } from '@/e2e/harness/desk'
import { worldPatch } from '@/e2e/harness/governance'
import { findChromium } from '@/scripts/find-chromium.mjs'

/** Milliseconds after the load of the page at which the ledger has to be there. */
const goal = 1_000
const visits = 9

type Figures = {
  readonly load: number
  readonly ledger: number
  readonly checks: number
  /** Milliseconds of processor time of the page's main thread, up to the load and from there to the ledger. */
  readonly spentOnLoad: number
  readonly spentOnLedger: number
  /** How often the node was asked up to the ledger. */
  readonly asked: number
}

/** Opens the sign page as if for the first time; milliseconds from the beginning of the navigation. */
async function visit(browser: Browser, { url, rpcUrl }: Pick<Desk, 'url' | 'rpcUrl'>) {
  // A process of its own each time, so that what it has spent is what this visit took.
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.addInitScript(watchLedger)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  let asked = 0
  page.on('request', (request) => {
    if (request.url().startsWith(rpcUrl)) asked += 1
  })
  const readSpent = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
  }
  await page.goto(url, { waitUntil: 'load' })
  const spentOnLoad = await readSpent()
  await page.waitForFunction(() => 'ledgerAt' in window)
  const spent = await readSpent()
  const times = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation')
    const { loadEventEnd } = navigation as PerformanceNavigationTiming
    const { ledgerAt, checks } = window as unknown as { ledgerAt: number; checks: number }
    return { load: loadEventEnd, ledger: ledgerAt, checks }
  })
  await context.close()
  return { ...times, spentOnLoad, spentOnLedger: spent - spentOnLoad, asked } satisfies Figures
}

/** Runs in the page, from its beginning: when the ledger first has entries, and how many. */
function watchLedger(): void {
  const found = window as unknown as { ledgerAt?: number; checks?: number }
  new MutationObserver((_, observer) => {
    const list = document.querySelector<HTMLElement>('[data-ledger]:not([data-ledger="0"])')
    if (!list) return
    found.ledgerAt = performance.now()
    found.checks = Number(list.dataset.ledger)
    observer.disconnect()
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

async function measureDesk(desk: Desk): Promise<void> {
  const executablePath = await findChromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: chromiumArguments,
  })
  try {
    const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
    const at = { url: `${desk.url}/patches/${patch.digest}/sign`, rpcUrl: desk.rpcUrl }
    // The first answer of a fresh server is slower than any later one.
    await visit(browser, at)
    const all: Figures[] = []
    for (let each = 0; each < visits; each++) all.push(await visit(browser, at))
    const median = (pick: (figures: Figures) => number) =>
      all
        .map(pick)
        .toSorted((a, b) => a - b)
        [Math.floor(visits / 2)]?.toFixed(0)
    console.log(`\nLedger of the sign page, ${visits} visits; goal: ${goal} ms after the load`)
    console.log(`  checks                    ${all[0]?.checks}`)
    console.log(`  navigation to load        ${median(({ load }) => load)} ms`)
    console.log(`  navigation to ledger      ${median(({ ledger }) => ledger)} ms`)
    console.log(`  load to ledger            ${median(({ load, ledger }) => ledger - load)} ms`)
    console.log('  of the main thread’s processor time')
    console.log(`    up to the load          ${median(({ spentOnLoad }) => spentOnLoad)} ms`)
    console.log(`    load to ledger          ${median(({ spentOnLedger }) => spentOnLedger)} ms`)
    console.log(`  requests to the node      ${median(({ asked }) => asked)}`)
  } finally {
    await browser.close()
  }
}

export const bench: Bench = {
  run: async () => {
    // Whoever keeps a base world running gets it used again, as by the tests.
    const base = process.env.SUTURE_E2E_BASE ? undefined : await startBaseWorld()
    if (base) process.env.SUTURE_E2E_BASE = base.directory
    try {
      const desk = await startDesk()
      await measureDesk(desk).finally(desk.stop)
    } finally {
      await base?.stop()
    }
  },
}
