import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { root } from '@/demo/run/root'
import type { Desk } from '@/e2e/harness/desk'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { watchViolations } from '@/e2e/harness/watch-violations'
import { readBuildAssets } from '@/lib/adapters/build/read-build-assets'
import { integrityOf } from '@/lib/core/instance/judge-instance'

test.use({ readsOnly: true })

const note = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'A file of this page is missing' })
const silence = (page: Page) => page.getByText('This page has not come to life')
const connect = (page: Page) => page.getByRole('button', { name: 'Connect' }).click()

/** Paths of the scripts that stand in the HTML of a page. */
async function startingScripts(desk: Desk, path: string): Promise<string[]> {
  const html = await (await fetch(`${desk.url}${path}`)).text()
  return [...html.matchAll(/<script src="([^"]+)"(?![^>]*noModule)/g)].map(([, src = '']) => src)
}

/** Path and stated hash of every script and style sheet, and of what is fetched to become one. */
const statedHashes = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll('script, link[rel="stylesheet"], link[rel*="preload"][as]'),
    ].flatMap((element) => {
      const path = element.getAttribute('src') ?? element.getAttribute('href')
      return path === null ? [] : [[path, element.getAttribute('integrity') ?? ''] as const]
    }),
  )

test('every script of every page is loaded by its hash, those that come later too', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, 'Rate adapter 2.0.0')
  const violations = await watchViolations(page)
  // What is given is what lies there: `proof.spec.ts`.
  const assets = await readBuildAssets(root)
  const seen = new Set<string>()
  const later: Record<string, (() => Promise<void>) | undefined> = {
    '/queue': async () => {
      await connect(page)
      await expect(page.getByRole('dialog')).toBeVisible()
    },
    '/': async () => {
      await page.getByRole('navigation').getByRole('link', { name: 'Safes' }).first().click()
      await expect(page.getByRole('heading', { level: 1, name: 'Safes' })).toBeVisible()
    },
    '/patches/new': async () => {
      await expect(page.getByRole('textbox').first()).toBeVisible()
    },
    '/verify': async () => {
      await page.getByLabel('Text', { exact: true }).fill('{}')
      await page.getByRole('button', { name: 'Verify', exact: true }).click()
      await expect(page.getByText('1. Refused')).toBeVisible()
    },
  }
  const key = `/patches/${patch.digest}`
  const pages = ['', '/changes', '/checks', '/simulation', '/sign'].map((part) => key + part)
  for (const path of ['/', '/queue', '/audit', '/verify', '/patches/new', '/no-page', ...pages]) {
    await test.step(path, async () => {
      const response = await page.goto(path)
      expect(await response?.headerValue('integrity-policy')).toBe('blocked-destinations=(script)')
      const started = await startingScripts(desk, path)
      await later[path]?.()
      await page.waitForLoadState('networkidle')
      const stated = await statedHashes(page)
      expect(stated.length).toBeGreaterThan(started.length)
      expect(stated.filter(([file]) => file.endsWith('.css'))).toHaveLength(1)
      for (const [script, integrity] of stated) {
        const hash = assets?.[script.slice(1)]
        expect(integrity, script).toBe(hash && integrityOf(hash))
        seen.add(script)
      }
      expect(await violations()).toEqual([])
      await expect(note(page)).toBeHidden()
    })
  }
  // Far more than what pages start with, of which there is one more for each kind of page.
  expect(seen.size).toBeGreaterThan(60)
})

test('a script without its hash is refused by the browser, a strange address by the page', async ({
  page,
}) => {
  await page.goto('/queue')
  await expect(page.getByRole('button', { name: 'Connect' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const outcome = await page.evaluate(async () => {
    const { sutureScripts } = window as unknown as { sutureScripts: Record<string, string> }
    const there = [...document.scripts].map((script) => script.getAttribute('src'))
    const paths = Object.keys(sutureScripts).filter((path) => !there.includes(path))
    const add = (address: (script: HTMLScriptElement) => void) =>
      new Promise<string>((resolve) => {
        const script = document.createElement('script')
        script.onload = () => resolve('runs')
        script.onerror = () => resolve('refused')
        try {
          address(script)
        } catch (error) {
          resolve(String(error))
        }
        document.head.append(script)
      })
    const [one = '', other = ''] = paths
    return {
      bySource: await add((script) => {
        script.src = one
      }),
      byAttribute: await add((script) => script.setAttribute('src', other)),
      // As nobody does who does not mean to get around it.
      pastTheGuard: await add((script) =>
        Element.prototype.setAttribute.call(script, 'src', `${one}?`),
      ),
      strange: await add((script) => {
        script.src = '/_next/static/chunks/evil.js'
      }),
      // Scripts of the build that fail are taken away and told; what an extension adds is its own.
      isLeftAlone: [...document.scripts].some((each) => each.getAttribute('src') === `${one}?`),
    }
  })
  expect(outcome).toEqual({
    bySource: 'runs',
    byAttribute: 'runs',
    pastTheGuard: 'refused',
    strange: 'TypeError: No script of this build: /_next/static/chunks/evil.js',
    isLeftAlone: true,
  })
})

test.describe('a file that was altered on its way', () => {
  /** Adds to each of these files what tells that it ran. */
  async function alter(page: Page, isAltered: (path: string) => boolean): Promise<string[]> {
    const altered: string[] = []
    await page.route('**/_next/static/chunks/*', async (route) => {
      const path = new URL(route.request().url()).pathname
      if (!isAltered(path)) return await route.fallback()
      const response = await route.fetch()
      altered.push(path)
      const more = path.endsWith('.css') ? '.text-fail{display:none}' : ';globalThis.isRobbed=true'
      const body = `${await response.text()}${more}`
      return await route.fulfill({ response, body })
    })
    return altered
  }
  const isRobbed = (page: Page) => page.evaluate(() => 'isRobbed' in globalThis)

  test('does not run where it starts the page, which says so', async ({ desk, page }) => {
    const starting = await startingScripts(desk, '/queue')
    const [list = '', first = ''] = starting
    const runtime = starting.find((path) => path.includes('turbopack')) ?? ''
    const own = await startingScripts(desk, '/audit')
    const part = starting.findLast((path) => !own.includes(path)) ?? ''
    for (const path of [first, runtime, part]) {
      await test.step(path, async () => {
        const altered = await alter(page, (one) => one === path)
        await page.goto('/queue')
        await expect(note(page)).toBeVisible()
        expect(await isRobbed(page)).toBe(false)
        expect(altered).toContain(path)
        await page.unrouteAll()
      })
    }
    await test.step('the list itself: nothing comes to life', async () => {
      const altered = await alter(page, (one) => one === list)
      await page.goto('/queue')
      expect(altered).toEqual([list])
      expect(await isRobbed(page)).toBe(false)
      const isAlive = await page.evaluate(() => 'sutureScripts' in window || 'next' in window)
      expect(isAlive).toBe(false)
      await page.unrouteAll()
      // Nothing but the style sheet is left to say so, after a while.
      await expect(silence(page)).toBeHidden()
      await page.evaluate(() => document.getAnimations().map((animation) => animation.finish()))
      await expect(silence(page)).toBeVisible()
      await expect(note(page)).toBeHidden()
    })
    await test.step('its unaltered twin runs', async () => {
      await page.goto('/queue')
      await connect(page)
      await expect(page.getByRole('dialog')).toBeVisible()
      await expect(note(page)).toBeHidden()
      await page.evaluate(() => document.getAnimations().map((animation) => animation.finish()))
      await expect(silence(page)).toBeHidden()
    })
  })

  test('lays out nothing where it is a style sheet, and the page says so', async ({ page }) => {
    const isLaidOut = () => page.evaluate(() => document.styleSheets.length > 0)
    const altered = await alter(page, (path) => path.endsWith('.css'))
    await page.goto('/queue')
    await expect(note(page)).toBeVisible()
    expect(await note(page).locator('[data-file]').getAttribute('data-file')).toBe(altered[0])
    expect(await isLaidOut()).toBe(false)
    await page.unrouteAll()
    await page.goto('/queue')
    await expect(page.getByRole('button', { name: 'Connect' })).toBeVisible()
    expect(await isLaidOut()).toBe(true)
    await expect(note(page)).toBeHidden()
  })

  test('does not run where it is loaded later, and the page says so', async ({ desk, page }) => {
    const starting = await startingScripts(desk, '/queue')
    const isLater = (path: string) => path.endsWith('.js') && !starting.includes(path)
    const altered = await alter(page, isLater)
    await page.goto('/queue')
    await connect(page)
    await expect(note(page)).toBeVisible()
    const told = await note(page).locator('[data-file]').getAttribute('data-file')
    expect(altered).toContain(told)
    expect(await isRobbed(page)).toBe(false)
    await expect(page.getByRole('dialog')).toBeHidden()
  })
})
