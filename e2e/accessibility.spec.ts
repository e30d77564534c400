import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { cast, castAddress } from '@/demo/world/cast'
import type { Desk } from '@/e2e/harness/desk'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test.use({ readsOnly: true })
// The longest file: whichever worker is free takes the next page.
test.describe.configure({ mode: 'parallel' })

const pages = [
  'overview',
  'queue',
  'patch',
  'scheduled',
  'changes',
  'split',
  'storage',
  'abi',
  'bytecode',
  'checks',
  'simulation',
  'sign',
  'sheet',
  'signatures',
  'new',
  'timelock',
  'timelocks',
  'stranger',
  'operation',
  'found',
  'proxy',
  'safe',
  'find',
  'audit',
  'subscribe',
] as const

/** Of these also where letters alone are enlarged, and what is measured in pixels stays as it is. */
const largeLetters = [
  'overview',
  'queue',
  'timelock',
  'timelocks',
  'stranger',
  'operation',
  'found',
] as const satisfies readonly (typeof pages)[number][]

for (const name of pages) {
  test(`${name}: axe finds nothing, light or dark, and nothing is wider than a small screen`, async ({
    desk,
    visitor: { page },
  }) => {
    if (name === 'stranger' || name === 'operation' || name === 'found')
      await followStranger(page, desk)
    await page.goto(pathOf(desk, name))
    await waitForScript(page, name)
    await test.step('what stands in a queue has room for its title', () =>
      expectRoomForTitles(page))
    await test.step('axe, light', async () => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await expectNoViolations(page)
    })
    await test.step('axe, dark', async () => {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await expectEnoughContrast(page)
    })
    await test.step('320 px wide', async () => {
      await page.setViewportSize({ width: 320, height: 640 })
      await expectNoOverflow(page)
      await expectCopyBesideAddress(page)
      await expectWholeStage(page)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    })
    await test.step('1280 px at 200 %', async () => {
      await page.setViewportSize({ width: 640, height: 400 })
      await expectNoOverflow(page)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.getByText('Menu', { exact: true })).toBeVisible()
    })
    if (!(largeLetters as readonly string[]).includes(name)) return
    await test.step('letters twice as large on 1280 px', async () => {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '32px'
      })
      await expectNoOverflow(page)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    })
  })
}

test('on a phone axe finds nothing either, with the menu open', async ({
  visitor: { page, queue },
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await queue.open()
  await page.getByText('Menu', { exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Main, small screen' })).toBeVisible()
  await expectNoOverflow(page)
  await expectNoViolations(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('navigation', { name: 'Main, small screen' })).toBeHidden()
  await expect(page.getByText('Menu', { exact: true })).toBeFocused()
})

test('what only shows to a connected owner is accessible too', async ({ desk, visitor }) => {
  const { page, appBar, sign, patch } = visitor
  const unsigned = worldPatch(desk, 'Vault 2.0.0: close')
  const waiting = worldPatch(desk, 'Strategies 2.0.0')

  await test.step('the dialog in which a wallet is chosen', async () => {
    await sign.open(unsigned.patch.digest)
    await appBar.connectButton.click()
    await expect(appBar.connectDialog.getByRole('heading', { name: 'Demo signers' })).toBeVisible()
    await expectNoViolations(page)
    await page.setViewportSize({ width: 320, height: 640 })
    await expectNoOverflow(page)
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  await test.step('signing that nothing stands in the way of', async () => {
    await appBar.connectDemoSigner(castAddress(cast.council[1]))
    await expect(sign.signButton).toBeEnabled()
    await expectNoViolations(page)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await expectEnoughContrast(page)
  })

  await test.step('the dialog that confirms a cancellation', async () => {
    await patch.open(waiting.patch.digest)
    await page.getByRole('button', { name: /^Propose to cancel through/ }).click()
    await expect(patch.cancelDialog).toBeVisible()
    await expectNoViolations(page)
    await page.setViewportSize({ width: 320, height: 640 })
    await expectNoOverflow(page)
  })
})

test('the chosen theme is there before any script runs', async ({ visitor: { page } }) => {
  await page.goto('/queue')
  await page.getByRole('button', { name: 'Dark theme' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const dark = await background()
  await expect
    .poll(async () => (await page.context().cookies()).some(({ value }) => value === 'dark'))
    .toBe(true)
  await page.route('**/*.js', (route) => route.abort())
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await background()).toBe(dark)
})

/** The stage a patch is at is a word, on one line; those that have no room for one are heard all the same. */
async function expectWholeStage(page: Page): Promise<void> {
  const silent = page.locator('.stage-seam b > .sr-only').filter({ visible: false })
  await expect(silent).toHaveCount(0)
  const lines = await page.locator('.stage-seam .now b').evaluateAll((words) =>
    words.map((word) => {
      const range = document.createRange()
      range.selectNodeContents(word.firstChild ?? word)
      return range.getClientRects().length
    }),
  )
  expect(lines).toEqual(lines.map(() => 1))
}

/** Beside a rail, too, a title of some words is not broken into many lines. */
async function expectRoomForTitles(page: Page): Promise<void> {
  const widths = await page
    .locator('table.queue .entry .subject')
    .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width))
  for (const width of widths) expect(width, 'width of a title').toBeGreaterThan(300)
}

function pathOf({ world, ...desk }: Desk, name: (typeof pages)[number]): string {
  const { chainId, vaultsTimelock, council } = world.harbor
  const { patch } = worldPatch({ world, ...desk }, 'Vault 2.0.0: close')
  const { patch: bad } = worldPatch({ world, ...desk }, 'Vault 2.1.0')
  switch (name) {
    case 'overview':
      return '/'
    case 'queue':
      return '/queue'
    case 'patch':
      return `/patches/${patch.digest}`
    case 'scheduled':
      return `/patches/${worldPatch({ world, ...desk }, 'Strategies 2.0.0').patch.digest}`
    case 'changes':
      return `/patches/${bad.digest}/changes`
    case 'split':
      return `/patches/${bad.digest}/changes?view=split`
    case 'abi':
    case 'bytecode':
      return `/patches/${bad.digest}/changes/${name}`
    case 'storage':
      return `/patches/${bad.digest}/changes/storage`
    case 'checks':
      return `/patches/${bad.digest}/checks`
    case 'simulation':
      return `/patches/${bad.digest}/simulation`
    case 'sign':
      return `/patches/${patch.digest}/sign`
    case 'sheet':
      return `/patches/${patch.digest}/sign/sheet`
    case 'signatures':
      return '/signatures'
    case 'new':
      return '/patches/new'
    case 'timelock':
      return `/timelocks/${chainId}/${vaultsTimelock}`
    case 'timelocks':
      return '/timelocks'
    case 'stranger':
      return `/timelocks/${chainId}/${world.strangers.openzeppelin}`
    case 'operation':
      return `/timelocks/${chainId}/${world.strangers.openzeppelin}/operations/${world.strangers.operations.ready}`
    case 'found':
      return '/queue?state=blocked&target=0x12'
    case 'proxy':
      return `/proxies/${chainId}/${world.harbor.vault}`
    case 'safe':
      return `/safes/${chainId}/${council.address}`
    case 'find':
      return '/find?q=nothing'
    case 'subscribe':
      return '/subscriptions/new'
    case 'audit':
      return '/audit'
  }
}

/** Until its operations are known. */
async function followStranger(page: Page, { world, url }: Desk): Promise<void> {
  const { harbor, strangers } = world
  const path = `/timelocks/${harbor.chainId}/${strangers.openzeppelin}`
  await page.request.post(`${url}${path}/follow`, { headers: { origin: url } })
  await expect(async () => {
    const text = await (await page.request.get(`${url}${path}`)).text()
    expect(text).toContain('every block in between was read')
  }).toPass({ timeout: 120_000 })
}

/** The parts that only a browser draws. */
async function waitForScript(page: Page, name: (typeof pages)[number]): Promise<void> {
  if (name === 'new') await expect(page.getByLabel('Title')).toBeVisible()
  if (name === 'sign') await expect(page.getByRole('button', { name: 'Sign patch' })).toBeVisible()
}

function expectNoViolations(page: Page): Promise<void> {
  return expectNoneOf(axeOf(page))
}

/** What the other colour scheme can change, for a page that was looked at as a whole. */
function expectEnoughContrast(page: Page): Promise<void> {
  return expectNoneOf(axeOf(page).withRules('color-contrast'))
}

/** These pages have no frames whose results would have to be put together elsewhere; and what passes is not described. */
function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
}

async function expectNoneOf(builder: AxeBuilder): Promise<void> {
  const { violations } = await builder.analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 300)}\n${failureSummary}`),
  )
  expect(found).toEqual([])
}

/** Tables and code may scroll inside themselves; the page may not. */
async function expectNoOverflow(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return { scrollWidth, clientWidth }
  })
  expect(scrollWidth, 'width of the page').toBeLessThanOrEqual(clientWidth)
}

/** What copies an address stands on the line on which the address ends. */
async function expectCopyBesideAddress(page: Page): Promise<void> {
  const alone = await page.getByRole('button', { name: 'Copy address' }).evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const last = button.parentElement?.previousElementSibling?.getClientRects()
      const line = last?.[last.length - 1]
      const { top, height } = button.getBoundingClientRect()
      const isBeside = !line || height === 0 || (line.top < top + height && top < line.bottom)
      return isBeside ? [] : [button.closest('td, dd, li, p')?.textContent ?? '']
    }),
  )
  expect(alone, 'addresses with their button below them').toEqual([])
}
