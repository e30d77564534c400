import { expect, type Locator, type Page } from '@playwright/test'
import { keccak256, toHex } from 'viem'
import { planFee, planUnknownUpgrade, propose, worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

const good = 'Vault 2.0.0: close'
const malicious = 'Vault 2.1.0'

/** The cell of a check on the card. */
const cellOf = (page: Page, check: string): Locator =>
  page.getByRole('table', { name: 'All checks by family' }).getByRole('link', {
    name: new RegExp(`^${check} `),
  })

async function reviewed(page: Page, path: string): Promise<void> {
  await page.goto(path)
  const card = page.getByRole('table', { name: 'All checks by family' })
  // What nobody has compiled before takes its time, beside two other browsers.
  await expect(card).toBeVisible({ timeout: 120_000 })
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a review, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('finds nothing wrong with the good patch, and passes nothing that it does not know', async ({
      desk,
      visitor: { page },
    }) => {
      const { patch } = worldPatch(desk, good)
      await reviewed(page, `/patches/${patch.digest}/checks`)
      for (const check of ['ST-01', 'ST-02', 'BC-01', 'TX-03']) {
        await expect(cellOf(page, check)).toHaveAccessibleName(`${check} pass`)
      }
      await expect(cellOf(page, 'DR-01')).toHaveAccessibleName('DR-01 unknown')
      await expect(page.getByRole('link', { name: / fail$/ })).toHaveCount(0)
      await expect(page.getByRole('navigation', { name: 'Patch' })).not.toContainText('fail')
    })

    test('says what is wrong with the malicious one, with its evidence', async ({
      desk,
      visitor: { page },
    }) => {
      const { patch } = worldPatch(desk, malicious)
      await reviewed(page, `/patches/${patch.digest}/checks`)
      for (const check of ['ST-01', 'ST-02', 'TX-03']) {
        await expect(cellOf(page, check)).toHaveAccessibleName(`${check} fail`)
      }
      const main = page.getByRole('main')
      await expect(main).toContainText('moved _rateAdapter: was at slot 0')
      await expect(main).toContainText('1 of 2 calls is no upgrade')
      await expect(page.getByRole('navigation', { name: 'Patch' })).toContainText('fail')
    })

    test('has a permalink, which no report of something else can borrow', async ({
      desk,
      visitor: { page },
    }) => {
      const { patch } = worldPatch(desk, good)
      await reviewed(page, `/patches/${patch.digest}/checks`)
      const link = page.getByRole('link', { name: 'this report, also when there is a later one' })
      const path = (await link.getAttribute('href')) ?? ''
      expect(path).toMatch(
        /^\/timelocks\/31337\/0x\w{40}\/operations\/0x\w{64}\/reports\/\d+\/0x\w{64}$/,
      )
      const main = page.getByRole('main')
      expect((await page.goto(path))?.status()).toBe(200)
      await expect(main).toContainText('As it was found at this one block')
      const elsewhere = path.replace(/reports\/\d+/, 'reports/1')
      expect((await page.goto(elsewhere))?.status()).toBe(404)
      await expect(main).toContainText('This report is of something else')
      await expect(main).toContainText('address: 1')
    })

    test('shows what changes in the source, the storage, the ABI, the authority and the code', async ({
      desk,
      visitor: { page },
    }) => {
      const { patch } = worldPatch(desk, malicious)
      const main = page.getByRole('main')
      await page.goto(`/patches/${patch.digest}/changes`)
      await expect(main).toContainText('CircuitBreaker.sol')
      await page.getByRole('link', { name: 'Storage', exact: true }).click()
      await expect(main).toContainText('_trippedAt')
      await expect(main).toContainText('inserted')
      await page.getByRole('link', { name: 'ABI', exact: true }).click()
      await expect(main).toContainText('setBorrowCap(uint256)')
      await page.getByRole('link', { name: 'Authority', exact: true }).click()
      await expect(main).toContainText('upgradeToAndCall(address,bytes)')
      await expect(main).toContainText('Safe 2 of 3')
      await expect(main).toContainText('after 2 days')
      await page.getByRole('link', { name: 'Bytecode', exact: true }).click()
      await expect(main).toContainText(patch.upgrades[0]!.from.address)
      await expect(main).toContainText(patch.upgrades[0]!.to.address)
      await expect(main.getByText(/exact: they compile to this code/)).toHaveCount(2)
    })
  })
}

test('the queue tells what a review came to, and nothing of what nobody has reviewed', async ({
  desk,
  visitor: { page },
}) => {
  const title = 'Fee 5 %: told in the queue'
  const { patch } = await propose(desk, await planFee(desk, { title }))
  const row = page.getByRole('row').filter({ hasText: title })
  const told = row.locator('td[data-label="Checks"]')
  await page.goto('/queue')
  await expect(told).toHaveText('unknown: not reviewed')
  await reviewed(page, `/patches/${patch.digest}/checks`)
  const counts = page.getByRole('main').locator('dl', { hasText: 'does not apply' })
  const [fail, unknown, warn, pass] = await counts.locator('dd').allTextContents()
  expect(Number(pass)).toBeGreaterThan(0)
  await page.goto('/queue')
  const parts = { fail, unknown, warn, pass }
  for (const [word, count] of Object.entries(parts)) {
    if (count === '0') await expect(told).not.toContainText(`${word}: `)
    else await expect(told).toContainText(`${word}: ${count}`)
  }
})

test('a cell of the card opens what it stands for', async ({ desk, visitor: { page } }) => {
  const { patch } = worldPatch(desk, good)
  await reviewed(page, `/patches/${patch.digest}/checks`)
  const evidence = page.locator('#BC-01')
  await expect(evidence).toBeHidden()
  await cellOf(page, 'BC-01').click()
  await expect(evidence).toBeVisible()
})

test('the report is served as the bytes that its hash names', async ({
  desk,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, good)
  await reviewed(page, `/patches/${patch.digest}/checks`)
  const path = await page.getByRole('link', { name: 'JSON, as it was hashed' }).getAttribute('href')
  const answer = await page.request.get(path!)
  expect(answer.status()).toBe(200)
  expect(path).toBe(`/api/v1/reports/${keccak256(toHex(await answer.text()))}`)
  const report = await answer.json()
  expect(report).toMatchObject({
    schema: 'suture/report/1',
    input: { patch: { title: patch.title } },
  })
})

test('sources that somebody hands in on the page are compiled, and tell what was unknown', async ({
  desk,
  visitor: { page },
}) => {
  const { planned, upload } = await planUnknownUpgrade(desk, 'Vault 2.0.3: of unknown origin')
  const { patch } = await propose(desk, planned)
  const form = page.getByRole('group').filter({ hasText: 'Hand in its sources' })

  await test.step('Given new code whose sources nobody knows', async () => {
    await reviewed(page, `/patches/${patch.digest}/checks`)
    await expect(cellOf(page, 'BC-01')).toHaveAccessibleName(/unknown/)
    await page.goto(`/patches/${patch.digest}/changes/bytecode`)
    await expect(page.getByRole('main')).toContainText('nobody has given the sources of this code')
    await expect(form).toHaveCount(1)
  })

  await test.step('A file that is none is explained', async () => {
    await form.getByText('Hand in its sources').click()
    await form.getByLabel('File').setInputFiles(jsonFile('{'))
    await form.getByRole('button', { name: 'Hand in' }).click()
    await expect(form.getByRole('alert')).toContainText('This file is not JSON.')
  })

  await test.step('The right one is compiled, and the review tells what it gave', async () => {
    await form.getByLabel('File').setInputFiles(jsonFile(JSON.stringify(upload.input)))
    await form.getByLabel('Contract').fill(upload.contract)
    await form.getByLabel('Compiler').fill(upload.compiler)
    await form.getByRole('button', { name: 'Hand in' }).click()
    await expect(page.getByText('exact: they compile to this code, byte for byte')).toHaveCount(2)
    await expect(form).toHaveCount(0)
    await reviewed(page, `/patches/${patch.digest}/checks`)
    await expect(cellOf(page, 'BC-01')).toHaveAccessibleName(/pass/)
  })
})

function jsonFile(text: string) {
  return { name: 'input.json', mimeType: 'application/json', buffer: Buffer.from(text) }
}
