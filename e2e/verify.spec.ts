import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { getAddress, type Hash, hashTypedData } from 'viem'
import { readContract } from 'viem/actions'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { sampleReplayReport } from '@/lib/core/report/__fixtures__/sample-replay-report'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { sampleSimulation } from '@/lib/core/report/__fixtures__/sample-simulation'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'
import { attestationTypedData } from '@/lib/core/signing/attestation-typed-data'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'

test.use({ readsOnly: true })

const title = 'Vault 2.0.0: close'

test('without a network it recomputes every kind, and nothing leaves the page', async ({
  desk,
  visitor: { page, context },
}) => {
  const { patch, safeTxHash } = worldPatch(desk, title)
  const carried = await carriedFrom(page, patch.digest)
  const { transaction } = parseSafeTransaction(JSON.parse(carried))
  const account = demoAccount(3)
  const signature = await account.sign({ hash: safeTxHash })
  const content = {
    timelock: { chainId: patch.chainId, address: patch.timelock },
    operation: patchOperation(patch).id,
    report: hashReport(serializeReport(sampleReport)),
    verdict: 'pass' as const,
    note: 'Looked \u202Eat it',
    signer: account.address,
  }
  const attestation = serializeAttestation({
    ...content,
    signature: await account.signTypedData(attestationTypedData(content)),
  })

  await test.step('it is kept once it has been loaded', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Verify' }).click()
    await expect(page.getByText('kept in this browser: works without a network')).toBeVisible()
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const paths = await Promise.all(
        names.map(async (name) =>
          (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
        ),
      )
      return paths.flat()
    })
    expect(kept.filter((path) => !/^\/(verify$|_next\/static\/|icon\.svg$)/.test(path))).toEqual([])
    expect(kept).toContain('/verify')
  })

  const left: string[] = []
  await test.step('and is there again without a network', async () => {
    await context.setOffline(true)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Verify')
    await expect(page.getByText('kept in this browser: works without a network')).toBeVisible()
    page.on('request', (request) => left.push(request.url()))
  })

  await test.step('each kind is recognised and recomputed', async () => {
    const documents: readonly (readonly [text: string, name: string, hash: Hash])[] = [
      [carried, 'Safe transaction', safeTxHash],
      [transaction.data, 'Calldata', calldataDigest(transaction.data)],
      [serializeDossier(patch), 'Dossier of a patch', patch.digest],
      [serializeReport(sampleReport), 'Report', content.report],
      [
        serializeSimulation(sampleSimulation),
        'Simulation',
        hashReport(serializeSimulation(sampleSimulation)),
      ],
      [
        serializeReplayReport(sampleReplayReport),
        'Replay',
        hashReport(serializeReplayReport(sampleReplayReport)),
      ],
      [attestation, 'Attestation', hashTypedData(attestationTypedData(content))],
      [builderFile(transaction), 'Transaction Builder file', patchOperation(patch).id],
    ]
    for (const [text, name, hash] of documents) {
      await give(page, text)
      const panel = panelOf(page, name)
      await expect(panel).toContainText(hash.slice(2, 10))
      expect(spaceless(await panel.textContent())).toContain(hash.slice(2))
      await removeAll(page)
    }
  })

  await test.step('a signature and a hash are held against what they are of', async () => {
    await give(page, carried)
    await give(page, signature)
    await give(page, patch.digest)
    const together = panelOf(page, 'Together')
    await expect(together).toContainText(`the signature recovers to ${account.address}`)
    await expect(together).toContainText('the hash is its Patch digest')
    await removeAll(page)
  })

  await test.step('one altered byte is caught', async () => {
    const altered = carried.replace('"nonce":"', '"nonce":"1')
    await give(page, altered)
    await give(page, safeTxHash)
    await expect(panelOf(page, 'Together')).toContainText('the hash is none of its own')
    await removeAll(page)
    await give(page, carried.replace(/"title":"V/, '"title":"W'))
    await expect(panelOf(page, 'Safe transaction')).toContainText(
      'No operation in the calls is that of the dossier beside it.',
    )
    await removeAll(page)
  })

  await test.step('what is nothing known is refused with what was tried, hostile words visible', async () => {
    await give(page, 'hello \u202E')
    await expect(
      page.getByRole('alert').filter({ hasText: 'Nothing that is known here' }),
    ).toContainText('hello ⟨U+202E⟩')
  })

  expect(left.filter((url) => !/^(blob|data):/.test(url))).toEqual([])
  await context.setOffline(false)
})

test('codes carry a transaction from the page that signs it, through pictures', async ({
  desk,
  visitor: { page },
}) => {
  const { patch, safeTxHash } = worldPatch(desk, title)
  const pictures: Buffer[] = []

  await test.step('what devices show is what a wallet signs and the Safe hashes', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(`/patches/${patch.digest}/sign`)
    const raw = page.locator('#device-views details', { hasText: 'as the wallet is handed it' })
    await raw.locator('summary').click()
    const typedData = JSON.parse((await raw.locator('pre').textContent()) ?? '')
    expect(hashTypedData(typedData)).toBe(safeTxHash)
    const { message } = typedData
    const contractHash = await readContract(desk.client, {
      address: getAddress(typedData.domain.verifyingContract),
      abi: safeAbi,
      functionName: 'getTransactionHash',
      args: [
        ...([message.to, BigInt(message.value), message.data, Number(message.operation)] as const),
        ...([
          BigInt(message.safeTxGas),
          BigInt(message.baseGas),
          BigInt(message.gasPrice),
        ] as const),
        ...([message.gasToken, message.refundReceiver, BigInt(message.nonce)] as const),
      ],
    })
    expect(contractHash).toBe(safeTxHash)
    const summary = page.locator('#device-views summary')
    await summary.filter({ hasText: 'without a descriptor' }).click()
    await expect(page.locator('#device-views')).toContainText(message.to)
    await summary.filter({ hasText: 'Clear signing' }).first().click()
    await expect(page.locator('#device-views')).toContainText('Sign Safe transaction')
  })

  await test.step('the codes stand still where motion is not wanted', async () => {
    await page.getByRole('button', { name: /^Show as \d+ QR codes$/ }).click()
    const code = page.getByRole('img', { name: /^Code \d+ of \d+$/ })
    const name = async () => (await code.getAttribute('aria-label')) ?? ''
    await expect(code).toBeVisible()
    const [, total = ''] = /of (\d+)$/.exec(await name()) ?? []
    for (let index = 1; index <= Number(total); index += 1) {
      await expect(code).toHaveAttribute('aria-label', `Code ${index} of ${total}`)
      pictures.push(await code.screenshot())
      await page.getByRole('button', { name: 'Next', exact: true }).click()
    }
  })

  await test.step('and arrive whole, in any order', async () => {
    await page.goto('/verify')
    const files = pictures.reverse().map((buffer, index) => ({
      ...{ name: `${index}.png`, mimeType: 'image/png', buffer },
    }))
    const [first, ...rest] = files
    if (!first) throw new Error('There was no code.')
    await page.getByLabel('Open files or pictures').setInputFiles(first)
    await expect(page.getByText(`1 of ${files.length} codes read`)).toBeVisible()
    await page.getByLabel('Open files or pictures').setInputFiles(rest)
    const panel = panelOf(page, 'Safe transaction')
    await expect(panel).toBeVisible()
    expect(spaceless(await panel.textContent())).toContain(safeTxHash.slice(2))
    await expect(panel).toContainText('The operation is that of the dossier')
  })

  await test.step('axe finds nothing, and nothing is wider than a small screen', async () => {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
    }
  })
})

test('the sheet is one page of paper, without script', async ({ desk, browser }) => {
  const { patch, safeTxHash } = worldPatch(desk, title)
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${desk.url}/patches/${patch.digest}/sign`)
  await page.getByRole('link', { name: 'One sheet to print' }).click()
  const sheet = page.getByRole('article')
  expect(spaceless(await sheet.textContent())).toContain(safeTxHash.slice(2))
  expect(spaceless(await sheet.textContent())).toContain(patch.digest.slice(2))
  await expect(sheet.getByRole('img').first()).toBeVisible()
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeHidden()
  await context.close()
})

async function carriedFrom(page: Page, digest: Hash): Promise<string> {
  await page.goto(`/patches/${digest}/sign`)
  const box = page.locator('details', { hasText: /^As text/ })
  await box.locator('summary').click()
  const text = (await box.locator('pre').textContent()) ?? ''
  return text
}

async function give(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Verify', exact: true }).click()
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue('')
}

function panelOf(page: Page, name: string) {
  return page.locator('section', {
    has: page.getByRole('heading', { name: new RegExp(`(^|\\. )${name}$`) }),
  })
}

async function removeAll(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Remove \d+$/ })
  while ((await button.count()) > 0) {
    const count = await button.count()
    await button.first().click()
    await expect(button).toHaveCount(count - 1)
  }
}

function spaceless(text: string | null): string {
  return (text ?? '').replace(/\s+/g, '')
}

/** As Safe's Transaction Builder writes it. */
function builderFile({ target, data }: { target: string; data: string }): string {
  return JSON.stringify({
    version: '1.0',
    chainId: '31337',
    meta: { name: 'Batch' },
    transactions: [{ to: target, value: '0', data }],
  })
}
