import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { buildApp, isAppBuilt } from '@/demo/app/build-app'
import { startApp } from '@/demo/app/start-app'
import { chromiumArguments } from '@/e2e/harness/chromium-arguments'
import { findChromium } from '@/scripts/find-chromium.mjs'
import { type Task, traceTasks } from './main-thread'

/** Of a screen that shows 60 of them in a second, in milliseconds. */
const frame = 1_000 / 60

/** How often each is done; the first time its code is loaded, which is told apart. */
const turns = 6

/** A group of the queue with tens of thousands of operations. */
const path = '/queue?state=executed'

type Interaction = {
  readonly name: string
  readonly act: (page: Page) => Promise<unknown>
}

const interactions: readonly Interaction[] = [
  { name: 'typing a letter in the search', act: (page) => page.keyboard.type('a') },
  {
    name: 'choosing another state',
    act: (page) => page.locator('#search-state').selectOption({ index: 2 }),
  },
  {
    name: 'opening the other filters',
    act: (page) => page.locator('summary', { hasText: 'By timelock' }).click(),
  },
  { name: 'scrolling', act: (page) => page.mouse.wheel(0, 400) },
  {
    name: 'the next page',
    act: async (page) => {
      const before = page.url()
      await page.locator('a[href*="cursor="]').last().click()
      await page.waitForURL((url) => url.href !== before)
    },
  },
  {
    name: 'another group',
    act: async (page) => {
      const before = page.url()
      const to = before.includes('state=executed') ? 'cancelled' : 'executed'
      await page.locator(`a[href*="state=${to}"]`).first().click()
      await page.waitForURL((url) => url.href !== before)
    },
  },
]

/**
 * Opens the queue of a running build in Chromium, and prints for each interaction the longest task of the page's main thread:
 * what it takes until the next frame can be drawn.
 */
export async function traceQueuePage({
  directory,
  configPath,
  databaseUrl,
}: {
  readonly directory: string
  readonly configPath: string
  readonly databaseUrl: string | undefined
}): Promise<void> {
  const executablePath = await findChromium()
  if (!executablePath) {
    console.log('\nThere is no Chromium: the page was not measured.')
    return
  }
  if (!isAppBuilt()) await buildApp()
  mkdirSync(directory, { recursive: true })
  const app = await startApp({
    configPath,
    dataDirectory: directory,
    logPath: join(directory, 'app.log'),
    env: databaseUrl ? { DATABASE_URL: databaseUrl } : {},
  })
  const browser = await chromium.launch({ executablePath, args: chromiumArguments })
  try {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } })
    page.setDefaultTimeout(60_000)
    console.log(
      `\nThe queue page in Chromium, longest task of the main thread; a frame is ${frame.toFixed(1)} ms`,
    )
    for (const { name, act } of interactions) {
      await page.goto(new URL(path, app.url).href, { waitUntil: 'networkidle' })
      await page.locator('#search-q').focus()
      const longest: Task[] = []
      for (let turn = 0; turn < turns; turn++) {
        const [task] = await traceTasks(page, async () => void (await act(page)))
        longest.push(task ?? { wall: 0, own: 0 })
      }
      print(name, longest)
    }
  } finally {
    await browser.close()
    await app.stop()
  }
}

function print(name: string, [first, ...others]: readonly Task[]): void {
  const sorted = others.toSorted((a, b) => a.own - b.own)
  const [median, worst] = [sorted[sorted.length >> 1], sorted.at(-1)]
  const text = (task: Task | undefined) =>
    task ? `${task.own.toFixed(1)} ms of the processor (${task.wall.toFixed(1)} ms)` : 'unknown'
  const is = (worst?.own ?? 0) <= frame ? 'within a frame' : 'MORE THAN A FRAME'
  console.log(
    `  ${name.padEnd(30)} median ${text(median)}, worst ${text(worst)}, first ${text(first)}: ${is}`,
  )
}
