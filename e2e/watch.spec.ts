import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast, castAddress } from '@/demo/world/cast'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'

type Received = { headers: IncomingHttpHeaders; body: string }

/** A receiver of webhooks on this machine. */
async function receive() {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    kinds: () => received.map(({ body }) => JSON.parse(body).event.kind),
    stop: () => server.close(),
  }
}

test('a webhook hears of an execution, and that a reorganisation took it back', async ({
  desk,
  chain,
  visitor: ada,
}) => {
  const { vaultsTimelock: timelock, chainId } = desk.world.harbor
  const ready = worldPatch(desk, 'Rate adapter 2.0.0')
  const hook = await receive()
  const { page } = ada
  let secret = ''
  const feed = async () => {
    const answer = await fetch(`${desk.url}/api/v1/feeds/timelocks/${chainId}/${timelock}.json`)
    return await answer.text()
  }

  await test.step('Given the timelock was indexed, and somebody subscribes on its page', async () => {
    await expect.poll(feed, { timeout: 90_000 }).toContain(ready.operationId)
    await page.goto(`${desk.url}/timelocks/${chainId}/${timelock}`)
    await page.getByText('Be told by webhook').click()
    await page.getByLabel('Executed', { exact: true }).check()
    await page.getByLabel('Where', { exact: true }).fill(hook.url)
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await expect(page.getByText('The secret, shown this once')).toBeVisible()
    secret = (await page.locator('pre').textContent()) ?? ''
  })

  const before = await desk.client.snapshot()
  await test.step('When it is executed', async () => {
    const data = encodeExecute(patchOperation(ready.patch))
    await sendTransaction(desk.client, { from: demoAccount(9).address, to: timelock, data })
    expect(await chain.operationState(timelock, ready.operationId)).toBe('done')
  })

  await test.step('Then the webhook hears so, signed', async () => {
    await expect.poll(hook.kinds, { timeout: 90_000 }).toEqual(['executed'])
    const [{ headers, body }] = hook.received as [Received]
    const mac = createHmac('sha256', secret).update(`${headers['suture-timestamp']}.${body}`)
    expect(headers['suture-signature']).toBe(`v1=${mac.digest('hex')}`)
    await page.reload()
    await expect(page.getByRole('row').getByText('taken (200)')).toBeVisible()
  })

  await test.step('And when another block takes its place, that it is retracted', async () => {
    await desk.client.revert({ id: before })
    await desk.client.mine({ blocks: 5 })
    await expect.poll(hook.kinds, { timeout: 90_000 }).toEqual(['executed', 'retracted'])
    const [first, second] = hook.received.map(({ body }) => JSON.parse(body).event)
    expect(second).toMatchObject({ retracts: { id: first.id }, sequence: first.sequence + 1 })
    expect(await feed()).toContain(`Retracted: executed`)
  })
  hook.stop()
})

test('every page of a queue has its feeds, in its head and to subscribe to', async ({
  desk,
  visitor: { page },
}) => {
  const { chainId, vault, vaultsTimelock } = desk.world.harbor
  const { openzeppelin, operations } = desk.world.strangers
  const protocol = 'Harbor Vaults'
  const stranger = `/timelocks/${chainId}/${openzeppelin}`
  const everything = 'Everything that waits here'

  await test.step('Given a timelock of a stranger that is followed', async () => {
    await page.goto(stranger)
    await page.getByRole('button', { name: 'Follow this timelock' }).click()
    await expect(async () => {
      const answer = await page.goto(`${stranger}/operations/${operations.ready}`)
      expect(answer?.status()).toBe(200)
    }).toPass({ timeout: 120_000 })
  })

  const pages = [
    { path: '/queue', labels: [everything, `Everything of ${protocol}`] },
    { path: '/queue?state=ready', labels: [everything] },
    { path: stranger, labels: ['This timelock', everything] },
    { path: `${stranger}/operations/${operations.ready}`, labels: ['Its timelock'] },
    { path: `/proxies/${chainId}/${vault}`, labels: [`Everything of ${protocol}`] },
    {
      path: `/timelocks/${chainId}/${vaultsTimelock}`,
      labels: [`Timelock of ${protocol}`, `Everything of ${protocol}`],
    },
  ]
  for (const { path, labels } of pages) {
    await test.step(`Then ${path} has them, at any width`, async () => {
      await page.goto(path)
      const feeds = page.locator('head link[rel="alternate"][type="application/feed+json"]')
      const attributes = (name: string) =>
        feeds.evaluateAll((links, of) => links.map((link) => link.getAttribute(of) ?? ''), name)
      const titles = await attributes('title')
      for (const label of labels) expect(titles).toContain(`${label} (JSON Feed)`)
      for (const href of await attributes('href')) {
        const answer = await page.request.get(href)
        expect([href, answer.status()]).toEqual([href, 200])
      }
      const section = page.locator('#watch')
      await expect(section.getByRole('heading', { name: 'Watch' })).toBeVisible()
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        await section.scrollIntoViewIfNeeded()
        const used = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(used).toBeLessThanOrEqual(width)
      }
    })
  }

  await test.step('And somebody subscribes to a protocol on the queue', async () => {
    const hook = await receive()
    await page.goto('/queue')
    await page.getByText('Be told by webhook').click()
    await page.getByLabel('What', { exact: true }).selectOption(`Everything of ${protocol}`)
    await page.getByLabel('Where', { exact: true }).fill(hook.url)
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await expect(page.getByText('The secret, shown this once')).toBeVisible()
    hook.stop()
  })
})

test('a subscription that is refused comes back with what was typed, without script', async ({
  desk,
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const { vaultsTimelock: timelock, chainId } = desk.world.harbor
  await page.goto(`${desk.url}/timelocks/${chainId}/${timelock}`)
  await page.getByText('Be told by webhook').click()
  await page.getByLabel('Executed', { exact: true }).check()
  await page.getByLabel('How', { exact: true }).selectOption('slack')
  await page.getByLabel('Where', { exact: true }).fill('https://192.168.0.1/secret')
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await expect(page).toHaveURL(`${desk.url}/subscriptions/new`)
  await expect(page.getByRole('alert')).toContainText('not on the public internet')
  await expect(page.getByLabel('Where', { exact: true })).toHaveValue('https://192.168.0.1/secret')
  await expect(page.getByLabel('How', { exact: true })).toHaveValue('slack')
  await expect(page.getByLabel('Executed', { exact: true })).toBeChecked()

  await test.step('And so does what is refused on its own page', async () => {
    const hook = await receive()
    await page.getByLabel('How', { exact: true }).selectOption('json')
    await page.getByLabel('Where', { exact: true }).fill(hook.url)
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await expect(page.getByText('The secret, shown this once')).toBeVisible()
    const own = page.url()
    await page.getByLabel('Send again from').fill('yesterday')
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect(page).toHaveURL(own)
    await expect(page.getByRole('alert')).toContainText('That is no time.')
    await expect(page.getByLabel('Send again from')).toHaveValue('yesterday')
    await page.getByLabel('Send again from').fill('2100-01-01 14:00')
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect(page).toHaveURL(own)
    await expect(page.getByRole('alert')).toBeHidden()
    await page.getByRole('button', { name: 'Unsubscribe and delete' }).click()
    await expect(page).toHaveURL(`${desk.url}/queue`)
    await page.goto(own)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'There is no such subscription',
    )
    hook.stop()
  })
  await context.close()
})

test('a reviewer signs what they made again, and anyone verifies it offline', async ({
  desk,
  visitor: { page, appBar },
}) => {
  const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
  const reviewer = castAddress(cast.council[1])
  const section = page.locator('#attestations')

  await test.step('Given the review of a patch, and a wallet', async () => {
    await page.goto(`/patches/${patch.digest}`)
    await appBar.connectDemoSigner(reviewer)
    const form = section.getByText('Sign that you made the report again')
    await expect(async () => {
      await page.reload()
      await form.click({ timeout: 5_000 })
    }).toPass({ timeout: 90_000 })
    await expect(section.getByRole('button', { name: 'Sign attestation' })).toBeDisabled()
  })

  await test.step('When it is signed', async () => {
    await section.getByLabel('Your verdict').selectOption('pass')
    await section.getByLabel('Note').fill('Made again on another machine.')
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .include('#attestations')
      .analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    await section.getByRole('button', { name: 'Sign attestation' }).click()
    // The page may already show it, with a button whose own status is empty until something is copied.
    const status = section.getByRole('status').filter({ hasText: 'Signed and kept.' })
    await expect(status).toBeVisible()
  })

  await test.step('Then it stands on the page, with who it is', async () => {
    await page.reload()
    await expect(section).toContainText('“Made again on another machine.”')
    await expect(section).toContainText(reviewer)
    await expect(section).toContainText('an owner of the Safe now')
  })

  await test.step('And its document is verified by the command line, without a node', async () => {
    const answer = await page.request.get(`/api/v1/patches/${patch.digest}/attestations`)
    const [{ attestation }] = (await answer.json()).attestations
    const verified = spawnSync(process.execPath, ['bin/suture.mjs', 'verify', '-'], {
      input: JSON.stringify(attestation),
      encoding: 'utf8',
    })
    expect([verified.status, verified.stderr]).toEqual([0, ''])
    expect(verified.stdout).toContain(reviewer)
    const forged = { ...attestation, note: 'Made again by nobody.' }
    const refused = spawnSync(process.execPath, ['bin/suture.mjs', 'verify', '-'], {
      input: JSON.stringify(forged),
      encoding: 'utf8',
    })
    expect(refused.status).not.toBe(0)
  })
})
