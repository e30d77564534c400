import { expect } from '@playwright/test'
import { getCode, setCode } from 'viem/actions'
import { cast, castAddress } from '@/demo/world/cast'
import { planFee, propose, skip, worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { attentionAnswer } from '@/lib/core/api/attention-answers'
import { patchSummaryAnswer } from '@/lib/core/api/patch-answers'

test('an operation whose code changes while it waits raises an alarm, and is not executed here', async ({
  desk,
  chain,
  visitor: ada,
}) => {
  const { strategiesTimelock: timelock } = desk.world.harbor
  const waiting = worldPatch(desk, 'Strategies 2.0.0')
  const [upgrade] = waiting.patch.upgrades
  const { address } = upgrade!.to
  const drift = ada.page.locator('#drift')

  await test.step('Given somebody has looked at it while it waited', async () => {
    await ada.patch.open(waiting.patch.digest)
    await expect(drift.getByText('As when it was first looked at')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('When other code stands where it installs it, and the delay is over', async () => {
    const code = (await getCode(desk.client, { address }))!
    await setCode(desk.client, { address, bytecode: `${code}00` })
    const eta = await chain.operationTimestamp(timelock, waiting.operationId)
    await skip(desk, eta - (await chain.now()))
    expect(await chain.operationState(timelock, waiting.operationId)).toBe('ready')
  })

  await test.step('Then its page says what changed, and does not execute it', async () => {
    await ada.patch.open(waiting.patch.digest)
    await expect(drift.getByText('1 thing is not as when it was first looked at')).toBeVisible({
      timeout: 60_000,
    })
    await expect(drift).toContainText(`code of ${address}`)
    await ada.appBar.connectDemoSigner(castAddress(cast.council[0]))
    await expect(ada.patch.executeButton).toBeDisabled()
    await expect(ada.patch.executeButton).toHaveAccessibleDescription(
      new RegExp(`Drift: what it rests on is not as it was\\. code of ${address}`),
    )
  })

  await test.step('And the queue, the API and the overview lead there', async () => {
    await ada.queue.open()
    const row = ada.queue.row(waiting.patch.title)
    await row.getByRole('link', { name: 'drift' }).click()
    await expect(drift).toBeInViewport()
    const answer = await fetch(`${desk.url}/api/v1/patches/${waiting.patch.digest}/alarms`)
    expect(await answer.json()).toMatchObject({
      patch: waiting.patch.digest,
      alarms: [{ kind: 'code', what: `code of ${address}` }],
    })
    const told = await fetch(`${desk.url}/api/v1/patches/${waiting.patch.digest}/summary`)
    const summary = patchSummaryAnswer.parse(await told.json())
    expect(summary.integrity.join(' ')).toContain(`code of ${address}`)
    // The page and the JSON come to the same of its chain of custody.
    const broken = ada.page.getByText('The chain of custody is broken')
    await expect(broken).toHaveCount(summary.custodyVerdict === 'fail' ? 1 : 0)
    const { protocols } = attentionAnswer.parse(
      await (await fetch(`${desk.url}/api/v1/attention`)).json(),
    )
    const items = protocols.flatMap((protocol) => protocol.items ?? [])
    expect(items.find(({ key }) => key === waiting.patch.digest)).toMatchObject({
      kind: 'execute-operation',
      isDrifting: true,
    })
  })
})

test('an operation that executes as it was simulated says so', async ({
  desk,
  chain,
  visitor: ada,
}) => {
  const { vaultsTimelock: timelock } = desk.world.harbor
  const ready = worldPatch(desk, 'Rate adapter 2.0.0')
  const drift = ada.page.locator('#drift')

  await test.step('Given it is ready and was looked at', async () => {
    await ada.patch.open(ready.patch.digest)
    await expect(drift.getByText('As when it was first looked at')).toBeVisible({ timeout: 60_000 })
  })

  await test.step('When it is executed', async () => {
    await ada.appBar.connectDemoSigner(castAddress(cast.council[0]))
    await ada.patch.executeButton.click()
    await expect(ada.patch.stage).toContainText('Executed', { timeout: 30_000 })
    expect(await chain.operationState(timelock, ready.operationId)).toBe('done')
  })

  await test.step('Then its page says that it did what was expected', async () => {
    await expect(ada.page.getByText('Executed as simulated')).toBeVisible({ timeout: 60_000 })
  })
})

test('what has drifted is told where it is signed, in full and within the page', async ({
  desk,
  visitor: { page, patch, sign },
}) => {
  const drift = page.locator('#drift')
  const { patch: fee } = await propose(desk, await planFee(desk, { title: 'Fee of 4 %' }))

  await test.step('Given interest runs on after the first look', async () => {
    await patch.open(fee.digest)
    await expect(drift.getByText('As when it was first looked at')).toBeVisible({ timeout: 60_000 })
    await skip(desk, 86_400n)
  })

  await test.step('When it is looked at again', async () => {
    await expect(async () => {
      await patch.open(fee.digest)
      await expect(drift).toContainText('effect: event InterestAccrued', { timeout: 5_000 })
    }).toPass({ timeout: 60_000 })
  })

  await test.step('Then words of 128 digits without a space break, wherever there is no room', async () => {
    await sign.open(fee.digest)
    const row = page.locator('[data-check="drift"]')
    await expect(row).toContainText(/InterestAccrued.*: 0x[0-9a-f]{60}/, { timeout: 60_000 })
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 })
      const used = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(used).toBeLessThanOrEqual(width)
    }
  })
})
