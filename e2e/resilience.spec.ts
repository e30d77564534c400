import { expect } from '@playwright/test'
import type { Hash } from 'viem'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { cast, castAddress } from '@/demo/world/cast'
import { planFee, propose, worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { patchSummaryAnswer } from '@/lib/core/api/patch-answers'
import { proxyHistoryAnswer } from '@/lib/core/api/proxy-routes'

/** The operation that the first test leaves waiting, on the contract that the second one is about. */
let waiting: Hash | undefined

test('an app that is killed half-way has lost nothing when it is back', async ({
  desk,
  chain,
  service,
  visitor: grace,
}) => {
  const { council } = desk.world.harbor
  const nonce = await chain.nonceOf(council.address)
  const { patch, safeTxHash, operationId, timelock } = await propose(
    desk,
    await planFee(desk, { title: 'Fee of 6 %' }),
  )

  await test.step('Given a patch that Grace has just signed', async () => {
    await grace.sign.open(patch.digest)
    await grace.appBar.connectDemoSigner(castAddress(cast.council[1]))
    await grace.sign.signButton.click()
    await expect(grace.sign.executeButton).toBeVisible()
  })
  const dossier = await service.dossier(patch.digest)
  const confirmations = await service.confirmationsOf(safeTxHash)
  expect(confirmations).toHaveLength(2)

  await test.step('When the process of the app is killed', async () => {
    await desk.killApp()
    await expect(fetch(desk.url)).rejects.toThrow()
  })

  await test.step('Then the page that is open still shows what it showed, even when asked to render anew', async () => {
    const unanswered = grace.page.waitForEvent('requestfailed', (request) =>
      request.url().startsWith(`${grace.page.url()}?_rsc`),
    )
    await grace.appBar.disconnect(castAddress(cast.council[1]))
    await unanswered
    await expect(grace.patch.heading).toHaveText('Fee of 6 %')
  })

  await test.step('And after a restart dossier and signatures are the same to the byte', async () => {
    await desk.restartApp()
    expect(await service.dossier(patch.digest)).toBe(dossier)
    expect(await service.confirmationsOf(safeTxHash)).toEqual(confirmations)
  })

  await test.step('So that she goes on where she stopped, on the page that was open all the time', async () => {
    await grace.appBar.connectDemoSigner(castAddress(cast.council[1]))
    await grace.sign.executeButton.click()
    await expect(grace.sign.nothingToSign).toBeVisible()
    expect(await chain.nonceOf(council.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, operationId)).toBe('waiting')
    waiting = operationId
  })
})

test('while the chain is silent everything stays readable and nothing can be done; then it recovers', async ({
  desk,
  chain,
  service,
  visitor,
  anotherVisitor,
}) => {
  const { council } = desk.world.harbor
  const ready = worldPatch(desk, 'Rate adapter 2.0.0')
  const [, grace] = cast.council
  const unsigned = await propose(
    desk,
    await planFee(desk, { title: 'Fee of 7 %', predecessor: waiting }),
  )
  const signer = await anotherVisitor()

  await test.step('Given one page that offers to execute and one that offers to sign', async () => {
    await visitor.patch.open(ready.patch.digest)
    await visitor.appBar.connectDemoSigner(castAddress(cast.keeper))
    await expect(visitor.patch.executeButton).toBeEnabled()
    await signer.sign.open(unsigned.patch.digest)
    await signer.appBar.connectDemoSigner(castAddress(grace))
    await expect(signer.sign.signButton).toBeEnabled()
  })

  await test.step('When the node is gone', () => desk.gate.shut())

  await test.step('Then both pages say by themselves how old they are, and block their buttons', async () => {
    await expect(visitor.appBar.staleNotice).toBeVisible()
    await expect(visitor.patch.executeButton).toBeDisabled()
    await expect(visitor.patch.executeButton).toHaveAccessibleDescription(/does not answer/)
    await expect(signer.appBar.staleNotice).toBeVisible()
    await expect(signer.sign.signButton).toBeDisabled()
  })

  await test.step('And pages that are opened only now are complete', async () => {
    await visitor.queue.open()
    await expect(visitor.appBar.staleNotice).toBeVisible()
    await expect(visitor.queue.row(ready.patch.title)).toBeVisible()
    await expect(visitor.queue.row(unsigned.patch.title)).toBeVisible()
    await visitor.patch.open(ready.patch.digest)
    await expect(visitor.patch.stage).toContainText('Ready')
    await expect(visitor.patch.executeButton).toBeDisabled()
    await expect(visitor.page.getByRole('main')).toContainText(ready.operationId)
  })

  await test.step('And nothing was signed or sent meanwhile', async () => {
    expect(await chain.operationState(ready.timelock, ready.operationId)).toBe('ready')
    expect(await service.confirmationsOf(unsigned.safeTxHash)).toHaveLength(1)
  })

  await test.step('When the node is back, the pages recover without a reload', async () => {
    await desk.gate.open()
    await expect(visitor.appBar.staleNotice).toBeHidden()
    await expect(visitor.patch.executeButton).toBeEnabled()
    await expect(signer.appBar.staleNotice).toBeHidden()
    await expect(signer.sign.signButton).toBeEnabled()
  })

  await test.step('And what was begun is finished', async () => {
    await visitor.patch.executeButton.click()
    await expect(visitor.patch.stage).toContainText('Executed')
    expect(await chain.operationState(ready.timelock, ready.operationId)).toBe('done')
    await signer.sign.signButton.click()
    await expect(signer.sign.executeButton).toBeVisible()
    expect(await service.confirmationsOf(unsigned.safeTxHash)).toHaveLength(2)
    expect(await chain.nonceOf(council.address)).toBe(unsigned.proposal!.transaction.nonce)
  })
})

test('a node that hangs keeps nobody waiting: each page is there in seconds with what was read last, and says so', async ({
  desk,
  visitor,
}) => {
  const { rateAdapter, vaultsTimelock, chainId, council } = desk.world.harbor
  const ready = worldPatch(desk, 'Rate adapter 2.0.0')
  const stranger = demoAccount(9).address
  const unheardOf: Hash = `0x${'5e'.repeat(32)}`
  const proxy = `/proxies/${chainId}/${rateAdapter}`
  const { page } = visitor
  const facts = page.getByRole('region', { name: 'Where these facts come from' })

  await test.step('Given pages that were read before', async () => {
    await page.goto(proxy)
    await expect(page.getByRole('table', { name: /^Versions of the proxy/ })).toBeVisible()
    await visitor.patch.open(ready.patch.digest)
    await expect(visitor.patch.stage).toBeVisible()
  })

  const paths = [
    ...['/', '/queue', '/timelocks', '/safes', proxy, `/api/v1${proxy}`, '/api/v1/head'],
    ...[`/patches/${ready.patch.digest}`, `/patches/${ready.patch.digest}/sign`],
    ...[`/api/v1/patches/${ready.patch.digest}/alarms`],
    ...[`/api/v1/patches/${ready.patch.digest}/notes`],
    ...[`/api/v1/patches/${ready.patch.digest}/summary`],
    ...[`/timelocks/${chainId}/${vaultsTimelock}`, `/timelocks/${chainId}/${stranger}`],
    ...[`/api/v1/timelocks/${chainId}/${stranger}/preview`],
    ...[`/safes/${chainId}/${council.address}`],
    ...[`/api/v1/safes/${chainId}/${council.address}/labels`],
    ...[`/api/safe/${chainId}/api/v1/safes/${council.address}/`],
  ]
  for (const path of paths) {
    await test.step(`When the node has just fallen silent, then ${path} is there in seconds`, async () => {
      await desk.gate.open()
      await expect.poll(() => isHeard(desk.url), { timeout: 30_000 }).toBe(true)
      desk.gate.hush()
      const began = performance.now()
      const answer = await fetch(`${desk.url}${path}`)
      await answer.text()
      expect((performance.now() - began) / 1_000).toBeLessThan(7)
    })
  }

  await test.step('And the page of the proxy shows its versions, how old they are, and that nobody answers', async () => {
    await page.goto(proxy)
    await expect(facts).toContainText('Chain: no answer')
    await expect(facts).toContainText('The chain has not answered for')
    const versions = page.getByRole('table', { name: /^Versions of the proxy/ })
    await expect(versions.getByRole('row').nth(1)).toContainText('the last that is known')
    const json = await (await fetch(`${desk.url}/api/v1${proxy}`)).json()
    expect(proxyHistoryAnswer.parse(json).stale?.reason).toBe('No node of this chain answered.')
  })

  await test.step('And the page of the patch leaves unknown what it cannot ask, and blocks its buttons', async () => {
    await visitor.patch.open(ready.patch.digest)
    await expect(visitor.appBar.staleNotice).toBeVisible()
    const custody = page.locator('section').filter({ hasText: 'Chain of custody' })
    await expect(custody).toContainText('unknown')
  })

  await test.step('And its JSON says so too; of a patch that is not known nobody says that there is none', async () => {
    const summaryOf = (key: Hash) => fetch(`${desk.url}/api/v1/patches/${key}/summary`)
    const known = await summaryOf(ready.patch.digest)
    expect(known.status).toBe(200)
    const { stale, sources, custodyVerdict } = patchSummaryAnswer.parse(await known.json())
    expect(stale?.reason).toMatch(/^No node of this chain/)
    expect(sources).toContainEqual({ name: 'Chain', problem: expect.any(String) })
    expect(custodyVerdict).toBe('unknown')
    const unread = await summaryOf(unheardOf)
    expect(unread.status).toBe(503)
    expect(await unread.json()).toMatchObject({ error: { retry: true } })
  })

  await test.step('And a proxy that was never read says that nothing is known of it', async () => {
    await page.goto(`/proxies/${chainId}/${desk.world.harbor.vault}`)
    await expect(facts).toContainText('Chain: no answer')
    await expect(facts).toContainText('No block was read yet')
    await expect(page.getByRole('main')).not.toContainText('Versions')
  })

  await test.step('When it answers again, the pages recover without a reload', async () => {
    await page.goto(proxy)
    await expect(facts).toContainText('Chain: no answer')
    await desk.gate.open()
    // The page notices what is new since its first look at the heads.
    await page.waitForResponse(/\/api\/v1\/head$/)
    await desk.client.mine({ blocks: 1 })
    await expect(facts).not.toContainText('no answer', { timeout: 60_000 })
    // What could not be said before can be now.
    const answer = await fetch(`${desk.url}/api/v1/patches/${unheardOf}/summary`)
    expect(answer.status).toBe(404)
  })
})

async function isHeard(url: string): Promise<boolean> {
  const heads = (await (await fetch(`${url}/api/v1/head`)).json()) as {
    chains: readonly { blockHash?: string | null }[]
  }
  return heads.chains.every(({ blockHash }) => Boolean(blockHash))
}
