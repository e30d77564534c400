import { chromium } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { findChromium } from '/work/h-queue/scripts/find-chromium.mjs'
const base = process.argv[2], out = process.argv[3]
const paths = JSON.parse(process.argv[4])
const browser = await chromium.launch({ executablePath: await findChromium() ?? undefined })
for (const scheme of ['light','dark']) for (const width of [1280, 320]) {
  const ctx = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
  const page = await ctx.newPage()
  for (const [name, path] of Object.entries(paths)) {
    if (scheme==='dark' && width===320 && !name.startsWith('_')) {}
    await page.goto(base + path, { waitUntil: 'load' })
    await page.waitForTimeout(400)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) console.log('OVERFLOW', name, width, over)
    await page.screenshot({ path: `${out}/${name}-${width}-${scheme}.png`, fullPage: true })
  }
  await ctx.close()
}
await browser.close()
