import { expect, type Page } from '@playwright/test'
import { keccak256, toHex } from 'viem'
import type { Desk } from '@/e2e/harness/desk'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test.use({ readsOnly: true })

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an auditor without a wallet, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })

    test('reads the overview and the queue', async ({ desk, visitor: { page, queue } }) => {
      await page.goto('/')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\d+ things are open/)
      const main = page.getByRole('main')
      await expect(main.getByRole('link', { name: /Ready to execute: Rate adapter/ })).toBeVisible()
      await expect(main.getByRole('heading', { name: /who can change it/ })).toHaveCount(2)
      await expect(page.getByRole('region', { name: 'Where these facts come from' })).toContainText(
        /Facts at block \d+/,
      )

      await queue.open()
      for (const fold of await queue.closed.all()) await fold.click()
      for (const { patch, stage } of desk.world.patches) {
        const place = stage === 'cancelled' ? queue.closedRow(patch.title) : queue.row(patch.title)
        await expect(place).toContainText(patch.title)
      }
    })

    test('reads a patch, down to the calls and every hash', async ({ desk, visitor: { page } }) => {
      const { patch, operationId, safeTxHash } = worldPatch(desk, 'Vault 2.0.0: close')
      await page.goto(`/patches/${patch.digest}`)
      const main = page.getByRole('main')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(patch.title)
      await expect(main).toContainText('upgradeToAndCall')
      await expect(main).toContainText(patch.upgrades[0]!.migration!)
      await expect(main).toContainText(patch.upgrades[0]!.from.address)
      await expect(main).toContainText(patch.upgrades[0]!.to.address)
      for (const hash of [patch.digest, operationId, safeTxHash]) {
        await expect(main).toContainText(hash)
      }

      await page.goto(`/patches/${patch.digest}/sign`)
      const { council } = desk.world.harbor
      await expect(main).toContainText(council.address)
      await expect(main).toContainText(safeTxHash)
      await expect(main).toContainText(/schedule(Batch)?/)
    })

    test('reads timelocks and Safes', async ({ desk, visitor: { page } }) => {
      const { chainId, vaultsTimelock, council, guardian } = desk.world.harbor
      const main = page.getByRole('main')
      await page.goto('/timelocks')
      await expect(main).toContainText(vaultsTimelock)
      await page.goto(`/timelocks/${chainId}/${vaultsTimelock}`)
      await expect(main).toContainText('minimum delay 2 days')
      await expect(main).toContainText('anyone')
      await expect(main).toContainText(guardian.address)
      await expect(main).toContainText('Rate adapter 2.0.0')

      await page.goto('/safes')
      await expect(main).toContainText(council.address)
      await page.goto(`/safes/${chainId}/${council.address}`)
      await expect(main.getByRole('heading', { name: 'Owners', exact: true })).toBeVisible()
      await expect(main).toContainText('1.4.1')
      await expect(main).toContainText('Vault 2.0.0: close the collateral drain')
    })

    test('reads the record of writes, page by page', async ({ desk, visitor: { page } }) => {
      const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
      await page.goto('/')
      await page.getByRole('link', { name: 'Record of writes' }).click()
      const table = page.getByRole('table', { name: 'Requests that changed something' })
      const rows = table.getByRole('row')
      await expect(rows.filter({ hasText: 'POST /api/v1/patches' }).first()).toContainText(
        'accepted',
      )

      const position = async () => Number(await rows.nth(1).getByRole('cell').first().textContent())
      await page.goto('/audit?limit=1')
      const newest = await position()
      await page.getByRole('link', { name: 'Older' }).click()
      await expect(page).toHaveURL(`/audit?cursor=${newest}&limit=1`)
      await expect(rows).toHaveCount(2)
      expect(await position()).toBeLessThan(newest)
      await page.goto('/audit?limit=200')
      await expect(table).toContainText(patch.digest)
      await page.goto('/audit?cursor=x')
      await expect(page.getByRole('main')).toContainText('cursor')
      await expect(table).toHaveCount(0)
    })

    test('finds everything by hash or address', async ({ desk, visitor: { page } }) => {
      const { chainId, vaultsTimelock, council, vault } = desk.world.harbor
      const { patch, operationId, safeTxHash } = worldPatch(desk, 'Vault 2.0.0: close')
      const places = [
        [patch.digest, `/patches/${patch.digest}`],
        [operationId.toUpperCase().replace('0X', '0x'), `/patches/${patch.digest}`],
        [safeTxHash, `/patches/${patch.digest}`],
        [vaultsTimelock, `/timelocks/${chainId}/${vaultsTimelock}`],
        [council.address.toLowerCase(), `/safes/${chainId}/${council.address}`],
        [vault, `/timelocks/${chainId}/${vaultsTimelock}`],
      ] as const
      await page.goto('/find')
      const finder = page.getByRole('banner').getByRole('textbox')
      for (const [text, path] of places) {
        await finder.fill(text)
        await finder.press('Enter')
        await expect(page).toHaveURL(path)
      }
    })

    test('is told what an unknown hash or address is not', async ({ desk, visitor: { page } }) => {
      const unknown = keccak256(toHex('nothing has this hash'))
      const titles = {
        [`/patches/${unknown}`]: 'No patch with this hash is known here',
        '/patches/not-a-hash': 'This names no patch',
        '/nowhere': 'There is no such page',
      }
      for (const [path, title] of Object.entries(titles)) {
        const response = await page.goto(path)
        expect(response?.status(), path).toBe(404)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
        await expect(page.getByRole('main').getByRole('textbox')).toBeVisible()
      }
      const main = page.getByRole('main')
      await page.goto(`/find?q=${unknown}`)
      await expect(main).toContainText('No patch, operation or Safe transaction that is known here')
      const { vault } = desk.world.harbor
      const wrong = vault.replace(/[a-f]/, (letter) => letter.toUpperCase())
      await page.goto(`/find?q=${wrong}`)
      await expect(main).toContainText('capital letters do not match its checksum')
      await expect(main).toContainText(vault)
    })
  })
}

test.describe('the same for machines', () => {
  test('the queue as JSON holds what the page shows', async ({ desk, visitor: { page } }) => {
    await page.goto('/queue')
    const json = await followJson(page, desk)
    const { protocols } = JSON.parse(json) as {
      protocols: { name: string; records: { title: string; stage: string }[] }[]
    }
    const stages = new Map(
      protocols.flatMap(({ records }) => records.map(({ title, stage }) => [title, stage])),
    )
    for (const { patch, stage } of desk.world.patches) {
      expect(stages.get(patch.title), patch.title).toBe(stage)
    }
  })

  test('a dossier is served as the bytes that its digest names', async ({
    desk,
    visitor: { page },
  }) => {
    const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
    await page.goto(`/patches/${patch.digest}`)
    const dossier = page.getByRole('link', { name: 'Download dossier' })
    const json = await (await page.request.get((await dossier.getAttribute('href')) ?? '')).text()
    expect(keccak256(toHex(json))).toBe(patch.digest)
  })

  test('a file of the Transaction Builder begins a patch that makes the same calls', async ({
    desk,
    visitor: { page, newPatch: form },
  }) => {
    const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
    const response = await fetch(`${desk.url}/api/v1/patches/${patch.digest}/batch`)
    const file = await response.text()
    await form.open()
    await form.title.fill('Typed before')
    await page.getByText('Begin from a Transaction Builder file').click()
    const read = async (text: string) => {
      await page.getByLabel('Paste the JSON').fill(text)
      await page.getByRole('button', { name: 'Read the JSON' }).click()
    }
    await read(file.replace(/"data": "0x\w{8}/, '"data": "0xdeadbeef'))
    await expect(page.getByRole('main').getByRole('alert')).toContainText('meta.checksum')
    await expect(form.title).toHaveValue('Typed before')

    await read(file)
    await expect(page.getByText(/upgrades? taken over from the file/)).toBeVisible()
    await expect(page.getByRole('checkbox', { name: 'Dollar vault' })).toBeChecked()
    await expect(form.implementationOf('Dollar vault')).toHaveValue(patch.upgrades[0]!.to.address)
    await expect(form.title).toHaveValue('Typed before')
    await form.severity.selectOption('high')
    await expect(page.getByText('The form makes the same calls, byte for byte.')).toBeVisible()
    await page.getByRole('button', { name: 'Bring back what stood here before' }).click()
    await expect(page.getByRole('checkbox', { name: 'Dollar vault' })).not.toBeChecked()
    await expect(form.title).toHaveValue('Typed before')
  })

  test('what does not exist is a 404 in JSON too', async ({ desk }) => {
    const unknown = keccak256(toHex('nothing has this hash'))
    const response = await fetch(`${desk.url}/api/v1/patches/${unknown}`)
    expect(response.status).toBe(404)
    const { error } = (await response.json()) as { error: { shortMessage: string } }
    expect(error.shortMessage).toBe('No dossier with this digest is stored here.')
  })
})

/** Fetches what the foot of the page links to. */
async function followJson(page: Page, desk: Desk): Promise<string> {
  const href = await page.getByRole('link', { name: 'JSON of this page' }).getAttribute('href')
  const response = await fetch(new URL(href ?? '', desk.url))
  expect(response.headers.get('content-type')).toContain('application/json')
  return response.text()
}
