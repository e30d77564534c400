import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
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
