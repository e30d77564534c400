import { expect, type Page } from '@playwright/test'
import {
  concatHex,
  encodeAbiParameters,
  encodeErrorResult,
  type Hex,
  parseAbi,
  size,
  toHex,
} from 'viem'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { cast, castAddress } from '@/demo/world/cast'
import { minDelay } from '@/demo/world/harbor'
import { startDesk } from '@/e2e/harness/desk'
import {
  councilNonce,
  planFee,
  planUnknownUpgrade,
  propose,
  schedule,
  skip,
  spendCouncilNonces,
  worldPatch,
} from '@/e2e/harness/governance'
import { expectHarmless, markup } from '@/e2e/harness/hostile-words'
import { walletName } from '@/e2e/harness/injected-wallet'
import { test } from '@/e2e/harness/test'
import { watchViolations } from '@/e2e/harness/watch-violations'
import { visitorAt } from '@/e2e/pages/visitor'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { serializeSignatureFile } from '@/lib/core/safe/serialize-signature-file'
import { signatureLink } from '@/lib/core/safe/signature-link'

const [ada, grace] = cast.council
const version = '1.4.1'

test('whoever has reviewed a patch signs it with three clicks after opening its link, and nothing is hidden to get there', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { patch, safeTxHash } = worldPatch(desk, 'Vault 2.0.0: close')
  const { page, sign, appBar } = visitor
  await giveWallet(visitor, { as: grace })
  await countInteractions(page)
  await sign.open(patch.digest)
  await appBar.connectWallet(walletName)
  await expect(sign.signButton).toBeEnabled()
  // Nothing is hidden to get there: all that does not pass is open, and how many pass is said.
  const passing = await page.locator('[data-check][data-verdict="pass"]').count()
  expect(passing).toBeGreaterThan(20)
  await expect(page.getByText(`${passing} checks pass`)).toBeVisible()
  for (const verdict of ['fail', 'unknown', 'needs-acknowledgement']) {
    await expect(page.locator(`[data-check][data-verdict="${verdict}"]`)).toHaveCount(0)
  }
  for (const entry of await page.locator('[data-check][data-verdict="warn"]').all()) {
    await expect(entry).toBeVisible()
  }
  await expect(page.getByText(safeTxHash.slice(2, 10)).first()).toBeVisible()
  await sign.signButton.click()
  await expect(sign.executeButton).toBeVisible()
  expect(await service.confirmationsOf(safeTxHash)).toHaveLength(2)
  expect(await page.evaluate(() => window.interactions)).toBeLessThanOrEqual(3)
})

test('a signature for another chain or another Safe is refused here, whichever way it comes', async ({
  desk,
  service,
  visitor,
}) => {
  const { council, guardian } = desk.world.harbor
  await spendCouncilNonces(desk, 1)
  const { patch, proposal, safeTxHash } = await propose(
    desk,
    await planFee(desk, { title: 'Fee of 5 %' }),
  )
  const { transaction } = proposal!
  const proposals = async () => {
    const all = await service.proposals(council.address, { from: transaction.nonce })
    return all.map((each) => each.safeTxHash)
  }
  const before = await proposals()
  const elsewhere: readonly SafeTransaction[] = [
    { ...transaction, safe: { ...transaction.safe, chainId: 1 } },
    { ...transaction, safe: { ...transaction.safe, address: guardian.address } },
  ]
  const hashes = elsewhere.map(
    (each) => hashSafeTransaction({ transaction: each, version }).safeTxHash,
  )
  const signatures = await Promise.all(hashes.map((hash) => demoAccount(grace).sign({ hash })))
  const file = { schema: 'suture/signatures/1', version, transaction, safeTxHash } as const
  const { page, sign } = visitor
  const refusal = page.getByText('no owner of the Safe, or signed for another transaction')

  await test.step('Through the service, which says why', async () => {
    for (const hash of hashes) {
      const response = await service.postSignature(safeTxHash, grace, hash)
      const text = await response.text()
      expect({ status: response.status, text }).toEqual({
        status: 400,
        text: expect.stringContaining('the signature is for another transaction, chain or Safe'),
      })
    }
  })

  await test.step('By file', async () => {
    await page.goto('/signatures')
    const text = serializeSignatureFile({ ...file, signatures })
    await page
      .getByLabel('Or open a file')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await expect(refusal).toHaveCount(2)
    await expect(page.getByText('0 of 2 signatures that the Safe asks for.')).toBeVisible()
    await page.getByRole('button', { name: 'Forget it in this browser' }).click()
    await expect(refusal).toHaveCount(0)
  })

  await test.step('By link', async () => {
    await page.goto('/')
    await page.goto(signatureLink({ ...file, signatures }, desk.url))
    await expect(refusal).toHaveCount(2)
  })

  await test.step('And with the transaction it was made for: that is another one, which nothing here counts', async () => {
    for (const [index, other] of elsewhere.entries()) {
      await page.goto('/')
      const signed = { transaction: other, safeTxHash: hashes[index]! }
      const whole = { ...file, ...signed, signatures: [signatures[index]!] }
      await page.goto(signatureLink(whole, desk.url))
      await expect(page.getByText(hashes[index]!.slice(2, 10)).first()).toBeVisible()
    }
    // No node of that chain is asked, and she does not own that Safe.
    await expect(page.getByText('Nothing of it is proven')).toHaveCount(1)
    await expect(refusal).toHaveCount(3)
    await expect(page.getByText('recovered here')).toHaveCount(0)
  })

  await test.step('So that the page it was to count on has heard of none', async () => {
    await sign.open(patch.digest)
    await expect(sign.signButton).toBeVisible()
    await expect(sign.check('signatures', 'pass')).toContainText('1 of 1 counts')
    await expect(page.getByText('in this browser only')).toHaveCount(0)
    await expect(sign.executeButton).toHaveCount(0)
    expect(await service.confirmationsOf(safeTxHash)).toHaveLength(1)
    expect(await proposals()).toEqual(before)
  })
})

test('of two tabs that sign at once one is told to wait, and a rival in the other is a second request', async ({
  desk,
  service,
  visitor: first,
  giveWallet,
}) => {
  // What the demo world has proposed is over then, signed by her or not.
  await spendCouncilNonces(desk, 4)
  const nonce = await councilNonce(desk)
  const low = await propose(desk, await planFee(desk, { title: 'Fee of 2 %' }))
  const high = await propose(desk, await planFee(desk, { title: 'Fee of 12 %' }))
  const wallet = await giveWallet(first, { as: grace })
  const second = visitorAt(await first.context.newPage())
  const asked = () => wallet.asked('eth_signTypedData_v4')
  const wait = 'Another tab of this browser is waiting for your signature.'

  await test.step('Given one owner, at the same patch in two tabs', async () => {
    await first.sign.open(low.patch.digest)
    await first.appBar.connectWallet(walletName)
    await second.sign.open(low.patch.digest)
    for (const { sign } of [first, second]) await expect(sign.signButton).toBeEnabled()
  })
  let answer = () => {}
  wallet.pause = new Promise((resolve) => {
    answer = resolve
  })

  await test.step('While the first waits for the wallet, the second asks for nothing', async () => {
    await first.sign.signButton.click()
    await expect.poll(asked).toBe(1)
    await second.sign.signButton.click()
    await expect(second.sign.alert).toContainText(wait)
    await second.sign.open(high.patch.digest)
    await expect(second.sign.signButton).toBeEnabled()
    await second.sign.signButton.click()
    await expect(second.sign.alert).toContainText(wait)
    expect(asked()).toBe(1)
  })

  await test.step('Once it is signed, the same press is a second request for the nonce', async () => {
    answer()
    await expect(first.sign.executeButton).toBeVisible()
    // Whether or not this tab has looked again since.
    await second.sign.signButton.click({ force: true })
    await expect(second.sign.check('second-request', 'needs-acknowledgement')).toContainText(
      `has signed another transaction for nonce ${nonce}`,
    )
    await expect(second.sign.signButton).toHaveAccessibleDescription(/asks for your answer/)
  })

  await test.step('And nothing was counted twice', async () => {
    await second.sign.open(low.patch.digest)
    await expect(second.sign.executeButton).toBeVisible()
    await expect(second.sign.signButton).toHaveCount(0)
    expect(asked()).toBe(1)
    const owners = (await service.confirmationsOf(low.safeTxHash)).map(({ owner }) => owner)
    expect(owners.sort()).toEqual([castAddress(ada), castAddress(grace)].sort())
    expect(await service.confirmationsOf(high.safeTxHash)).toHaveLength(1)
    const again = await service.postSignature(low.safeTxHash, grace)
    expect(again.status).toBe(400)
    expect(await again.text()).toContain('already confirmed')
  })
})

test('addresses, fragments and queries of a stranger are text, and no policy has to stop them', async ({
  desk,
  service,
  visitor: { page },
}) => {
  const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
  const violations = await watchViolations(page)
  const words = [markup, 'javascript:window.isHacked=true', '"onmouseover="window.isHacked=true']
  const paths = words
    .map(encodeURIComponent)
    .flatMap((text) => [
      `/signatures#${text}`,
      `/verify#${text}`,
      `/verify?q=${text}`,
      `/find?q=${text}`,
      `/queue?status=${text}`,
      `/patches/${text}`,
      `/patches/new?nonce=${text}`,
      `/patches/${patch.digest}/sign?tx=${text}`,
      `/patches/${patch.digest}/changes?view=${text}`,
      `/subscriptions/sent?to=${text}`,
    ])
  for (const path of paths) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await expectHarmless(page)
    expect(await violations(), path).toEqual([])
  }

  await test.step('What is no link of a web page is no link of a patch', async () => {
    const url = 'https://audits.example/1'
    const evidence = [{ label: 'An audit', url }]
    const good = serializeDossier((await planFee(desk, { title: 'Fee of 8 %', evidence })).patch)
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'https://a@b.example/']) {
      const response = await service.postDossier(good.replace(url, bad))
      expect(response.status, bad).toBe(400)
      expect(await response.text()).toContain('https:// URL')
    }
    expect((await service.postDossier(good)).status).toBe(201)
  })
})

test('what a contract says when it reverts is shown as text', async ({
  desk,
  visitor: { page, appBar, patch },
}) => {
  const target = castAddress(cast.users[2])
  await desk.client.setCode({ address: target, bytecode: revertsWith(`${markup}\u202e`) })
  const hostile = await schedule(
    desk,
    await planFee(desk, {
      title: 'Calls what reverts',
      callsAfter: [{ target, value: 0n, data: '0x12345678' }],
    }),
  )
  await skip(desk, minDelay)
  const violations = await watchViolations(page)
  await patch.open(hostile.patch.digest)
  await appBar.connectDemoSigner(castAddress(ada))
  await patch.executeButton.click()
  await expect(patch.alert).toContainText('<img src=x onerror=')
  await expect(patch.alert).toContainText('U+202E')
  await expectHarmless(page)
  expect(await violations()).toEqual([])
})

test('what a token calls itself in a simulation is shown as text, and cut', async ({ page }) => {
  const own = await startDesk({ simulation: { concurrency: 1 } })
  try {
    const tokens = [castAddress(cast.users[0]), castAddress(cast.users[1])]
    for (const [at, more] of ['', 'long '.repeat(2_000)].entries()) {
      const bytecode = renamed(['Token', `${markup}\u202e${more}`])
      await own.client.setCode({ address: tokens[at]!, bytecode })
    }
    const hostile = await schedule(
      own,
      await planFee(own, {
        title: 'Makes tokens call themselves something else',
        callsAfter: tokens.map((target) => ({ target, value: 0n, data: '0x12345678' })),
      }),
    )
    const violations = await watchViolations(page)
    await expect(async () => {
      await page.goto(`${own.url}/patches/${hostile.patch.digest}/simulation`)
      await expect(page.getByRole('heading', { name: 'Steps' })).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 150_000 })
    const main = page.getByRole('main')
    for (const getter of ['name()', 'symbol()']) {
      const rows = main.getByRole('row').filter({ hasText: getter })
      const words = rows.filter({ hasText: '<img src=x onerror=' })
      await expect(words).toContainText('U+202E')
      // More than a name ever is stays the bytes that it came as, and is cut.
      await expect(rows.filter({ hasText: /0x[0-9a-f]+… \(\d+ more characters\)/ })).toHaveCount(1)
    }
    await expectHarmless(page)
    expect(await violations()).toEqual([])
  } finally {
    await own.stop()
  }
})

test('names and comments of sources that a stranger hands in are text', async ({
  desk,
  service,
  visitor: { page },
}) => {
  const { planned, upload } = await planUnknownUpgrade(desk, 'Vault 2.0.4: of a stranger')
  const { patch } = await propose(desk, planned)
  const { address } = planned.patch.upgrades[0]!.to
  const [path = '', name = ''] = upload.contract.split(':')
  const hostile = `${path.slice(0, path.lastIndexOf('/'))}/${markup}.sol`
  const { [path]: own, ...others } = upload.input.sources as Record<string, { content: string }>
  const content = `${own?.content}\n// ${markup}\n/* </pre></script>${markup} */\n`
  const input = { ...upload.input, sources: { ...others, [hostile]: { content } } }
  const body = { chainId: patch.chainId, address, compiler: upload.compiler }
  const violations = await watchViolations(page)

  await test.step('A name that no contract can have is refused as text', async () => {
    const response = await service.post(
      '/api/v1/sources',
      JSON.stringify({ ...body, contract: `${hostile}:${markup}`, input }),
    )
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(response.headers.get('content-type')).toContain('json')
  })

  await test.step('A file and comments with such names are shown', async () => {
    const response = await service.post(
      '/api/v1/sources',
      JSON.stringify({ ...body, contract: `${hostile}:${name}`, input }),
    )
    expect({ status: response.status, text: await response.clone().text() }).toMatchObject({
      status: 201,
    })
    await expect(async () => {
      await page.goto(`/patches/${patch.digest}/changes`)
      await expect(page.getByRole('main')).toContainText('<img src=x onerror=', { timeout: 1_000 })
    }).toPass({ timeout: 150_000 })
    await expectHarmless(page)
    for (const view of ['abi', 'storage', 'bytecode', 'authority']) {
      await page.goto(`/patches/${patch.digest}/changes/${view}`)
      await expectHarmless(page)
    }
    await page.goto(`/patches/${patch.digest}/checks`)
    await expectHarmless(page)
    expect(await violations()).toEqual([])
  })
})

declare global {
  interface Window {
    /** How often somebody pressed a key or a button of the mouse on the page. */
    interactions: number
  }
}

async function countInteractions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.interactions = 0
    const count = ({ isTrusted }: Event) => {
      if (isTrusted) window.interactions += 1
    }
    for (const name of ['pointerdown', 'keydown']) addEventListener(name, count, true)
  })
}

/** Code that reverts with a text, whatever it is asked. */
function revertsWith(text: string): Hex {
  const data = encodeErrorResult({ abi: parseAbi(['error Error(string)']), args: [text] })
  // Copies what follows these ten bytes to memory, and reverts with it.
  return concatHex(['0x61', toHex(size(data), { size: 2 }), '0x80600a5f395ffd', data])
}

/** Code of a token whose name and symbol are the first text, and the second once it was called with anything else. */
function renamed([before, after]: readonly [string, string]): Hex {
  const [first, second] = [before, after].map((text) =>
    encodeAbiParameters([{ type: 'string' }], [text]),
  ) as [Hex, Hex]
  const start = 58
  const answer = (data: Hex, at: number) =>
    concatHex(['0x61', word(size(data)), '0x8061', word(at), '0x5f395ff3'])
  return concatHex([
    // Goes on with name() and symbol(), and keeps that it was called with something else.
    '0x5f3560e01c806306fdde0314601d576395d89b4114601d5760015f5500',
    '0x5b5f54602e57',
    answer(first, start),
    '0x5b',
    answer(second, start + size(first)),
    first,
    second,
  ])
}

const word = (value: number): Hex => toHex(value, { size: 2 })
