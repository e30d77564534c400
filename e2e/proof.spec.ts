import { test as base, expect } from '@playwright/test'
import { readBaseWorld } from '@/e2e/harness/base-world'
import { type Desk, startDesk } from '@/e2e/harness/desk'
import { worldPatch } from '@/e2e/harness/governance'
import { type SafeParent, startSafeParent } from '@/e2e/harness/safe-parent'
import { test } from '@/e2e/harness/test'
import { watchViolations } from '@/e2e/harness/watch-violations'
import { fetchInstance } from '@/lib/adapters/build/fetch-instance'
import { judgeInstance } from '@/lib/core/instance/judge-instance'

test.describe('every page', () => {
  test.use({ readsOnly: true })

  test('runs only what the build has, and asks nobody but the desk and its node', async ({
    desk,
    visitor: { page },
  }) => {
    const { patch } = worldPatch(desk, 'Rate adapter 2.0.0')
    const strangers = new Set<string>()
    const own = [new URL(desk.url).origin, new URL(desk.rpcUrl).origin]
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (/^(http|ws)/.test(url.protocol) && !own.includes(url.origin)) strangers.add(url.origin)
    })
    const violations = await watchViolations(page)
    const { council, vaultsTimelock, chainId } = desk.world.harbor
    const paths = [
      '/',
      '/queue',
      '/safes',
      `/safes/${chainId}/${council.address}`,
      `/timelocks/${chainId}/${vaultsTimelock}`,
      `/patches/${patch.digest}`,
      `/patches/${patch.digest}/changes`,
      `/patches/${patch.digest}/checks`,
      `/patches/${patch.digest}/simulation`,
      `/patches/${patch.digest}/sign`,
      `/patches/${patch.digest}/sign/sheet`,
      '/signatures',
      '/verify',
      '/patches/new',
      '/find?q=0x12',
      '/subscriptions/sent',
      '/no-such-page',
      `/reports/0x${'0'.repeat(64)}`,
    ]
    for (const path of paths) {
      await test.step(path, async () => {
        const response = await page.goto(path)
        const policy = (await response?.headerValue('content-security-policy')) ?? ''
        expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/)
        expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default")
        expect(policy).not.toMatch(/unsafe/)
        // No Safe App host is configured, so that no page but one of ours may put it into a frame.
        expect(policy).toContain("frame-ancestors 'self';")
        await expect(page.getByRole('region', { name: 'Build' })).toContainText(/0x[0-9a-f]{64}/)
        // Once the page has come to life, nothing but a policy that refuses makes markup of text.
        await expect
          .poll(() => page.evaluate(() => 'trustedTypes' in window && 'scripts' in document))
          .toBe(true)
        const refused = await page.evaluate(() => {
          try {
            document.createElement('div').innerHTML = '<img src=x onerror=1>'
            return false
          } catch {
            return true
          }
        })
        expect(refused).toBe(true)
        // Ours, just now. A page of ours makes none.
        expect((await violations()).filter((one) => !one.includes('onerror=1'))).toEqual([])
      })
    }
    expect([...strangers]).toEqual([])
  })

  test('is what the manifest of the instance says', async ({ desk, visitor: { page } }) => {
    const facts = await fetchInstance(desk.url)
    expect(Object.keys(facts.pages).length).toBeGreaterThan(12)
    expect(judgeInstance(facts)).toEqual([])
    await page.goto('/')
    await expect(page.getByRole('region', { name: 'Build' })).toContainText(facts.manifest.hash)
    // A file that was altered is told by its own hash.
    const [path = ''] = Object.keys(facts.manifest.assets)
    const given = { ...facts.given, [path]: `0x${'0'.repeat(64)}` as const }
    expect(judgeInstance({ ...facts, given })).toMatchObject([{ where: `/${path}` }])
    // Pictures are given as they are: decoding them is nobody's to ask for.
    const status = async (address: string) => (await page.request.get(address)).status()
    expect(await status('/icon.svg')).toBe(200)
    expect(await status('/_next/image?url=%2Ficon.svg&w=64&q=75')).toBe(404)
  })
})

base.describe('as a Safe App', () => {
  let desk: Desk
  let allowed: SafeParent
  let stranger: SafeParent

  base.beforeAll(async () => {
    base.setTimeout(180_000)
    const { chainId, council } = readBaseWorld().world.harbor
    const safe = { chainId, safeAddress: council.address }
    allowed = await startSafeParent(safe)
    stranger = await startSafeParent(safe)
    desk = await startDesk({ safeAppOrigins: [allowed.origin] })
  })
  base.afterAll(async () => {
    allowed?.stop()
    stranger?.stop()
    await desk?.stop()
  })

  base(
    'it proposes through the Safe that frames it, and is framed by nobody else',
    async ({ page }) => {
      const { patch, timelock } = worldPatch(desk, 'Rate adapter 2.0.0')
      const app = encodeURIComponent(`${desk.url}/patches/${patch.digest}`)

      await base.step('Its manifest can be read from anywhere', async () => {
        const response = await page.request.get(`${desk.url}/manifest.json`)
        expect(response.headers()['access-control-allow-origin']).toBe('*')
        expect(await response.json()).toMatchObject({ name: 'Suture', iconPath: 'icon.svg' })
      })

      await base.step('A page that is not configured gets no frame, of any page', async () => {
        const key = `/patches/${patch.digest}`
        for (const path of [key, `${key}/sign`, '/verify', '/signatures', '/patches/new', '/']) {
          const refused = page.waitForEvent('console', {
            predicate: (message) => /frame-ancestors/.test(message.text()),
          })
          await page.goto(`${stranger.origin}/?app=${encodeURIComponent(desk.url + path)}`)
          await refused
          expect(await page.frameLocator('#app').getByRole('heading', { level: 1 }).count()).toBe(0)
          expect(page.frames().map((one) => one.url())).not.toContain(`${desk.url}${path}`)
        }
      })

      await base.step('The configured one connects as its Safe', async () => {
        await page.goto(`${allowed.origin}/?app=${app}`)
        const frame = page.frameLocator('#app')
        await expect(frame.getByRole('heading', { level: 1 })).toContainText('Rate adapter')
        // A Safe that frames it needs no choice of a wallet.
        const { address } = desk.world.harbor.council
        await expect(
          frame.getByRole('button', { name: `Connected account ${address}` }),
        ).toBeVisible()
      })

      await base.step(
        'What it sends is proposed there, and said to wait for its owners',
        async () => {
          const frame = page.frameLocator('#app')
          await frame.getByRole('button', { name: 'Execute operation' }).click()
          await expect(
            frame.getByText('The Safe has it now, and its owners have to sign.'),
          ).toBeVisible()
          const asked = await page.evaluate(() => window.asked)
          expect(asked).toHaveLength(1)
          expect(asked[0]?.txs.map(({ to }) => to.toLowerCase())).toEqual([timelock.toLowerCase()])
        },
      )
    },
  )
})
