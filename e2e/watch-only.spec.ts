import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { type Desk, startDesk } from '@/e2e/harness/desk'

let desk: Desk
test.beforeAll(async () => {
  // Nothing of it is indexed by itself here: the looks of whoever follows begin it.
  desk = await startDesk({ protocols: [], timelocks: { everySeconds: 5 } })
})
test.afterAll(() => desk?.stop())

test('an instance without a protocol of its own serves the queues that people paste', async ({
  page,
}) => {
  const { openzeppelin, operations } = desk.world.strangers
  await page.goto(desk.url)
  await expect(page).toHaveURL(`${desk.url}/queue`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Queue')
  await expect(page.getByRole('link', { name: 'New patch' })).toHaveCount(1)

  await page.goto(`${desk.url}/patches/new`)
  await expect(page.getByText('No protocol is configured here')).toBeVisible()

  await page.goto(`${desk.url}/timelocks`)
  await page.getByLabel('Address of a timelock').fill(openzeppelin)
  await page.getByRole('button', { name: 'Open timelock' }).click()
  await page.getByRole('button', { name: 'Follow this timelock' }).click()
  await expect(async () => {
    await page.goto(`${desk.url}/queue`)
    const rows = page.getByRole('rowgroup').filter({ hasText: 'Waiting' })
    await expect(rows).toContainText(operations.rescheduled, { timeout: 2_000 })
  }).toPass({ timeout: 60_000 })
  // Nothing is configured that would say how old this is: the timelocks that are followed do.
  await expect(page.getByText('Facts at block')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})
