import { expect } from '@playwright/test'
import { pad, toFunctionSelector } from 'viem'
import { cast, castAddress } from '@/demo/world/cast'
import { deployed } from '@/demo/world/past-events'
import { planFee, propose } from '@/e2e/harness/governance'
import { expectHarmless, markup } from '@/e2e/harness/hostile-words'
import { walletName } from '@/e2e/harness/injected-wallet'
import { test } from '@/e2e/harness/test'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'

/** Turns what follows around: it would read "exe.fix" as "xif.exe". */
const override = '\u202e'

test('words of a stranger are shown as what they are, and never run', async ({
  desk,
  visitor: { page, queue, patch, sign },
}) => {
  const title = `${markup} ${override}fee`
  const hostile = await propose(
    desk,
    await planFee(desk, {
      title,
      description: `${markup}\n${override}\u200b\u0007 ${'long '.repeat(3_000)}`,
      evidence: [{ label: `${markup}${override}`, url: 'https://harbor.example/%22onmouseover=x' }],
    }),
  )
  const visible = page.getByRole('main')

  await test.step('on the patch page', async () => {
    await patch.open(hostile.patch.digest)
    await expect(patch.heading).toContainText('<img src=x onerror=')
    await expect(patch.heading).toContainText('U+202E')
    await page.getByText('What the proposer says').click()
    await expect(visible).toContainText('U+200B')
    await expect(visible).toContainText(/more characters/)
    await expectHarmless(page)
  })

  await test.step('on the sign page', async () => {
    await sign.open(hostile.patch.digest)
    await expect(patch.heading).toContainText('<img src=x onerror=')
    await expectHarmless(page)
  })

  await test.step('in queue, overview and finder', async () => {
    await queue.open()
    await expect(queue.rows.filter({ hasText: '<img src=x' })).toContainText('U+202E')
    await expectHarmless(page)
    await page.goto('/')
    await expect(visible).toContainText('<img src=x')
    await expectHarmless(page)
    await page.goto(`/find?q=${encodeURIComponent(`${markup}${override}`)}`)
    await expect(visible).toContainText('<img src=x')
    await expectHarmless(page)
  })
})

test('what another node, the service or this browser’s memory says otherwise stops a signature, in words', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { sign, page, appBar } = visitor
  const [ada, grace] = cast.council
  const wallet = await giveWallet(visitor, { as: grace })
  const honest = await propose(desk, await planFee(desk, { title: 'Fee of 3 %' }), {
    signers: [ada],
  })
  const asked = () => wallet.asked('eth_signTypedData_v4')
  const moveButton = page.getByRole('button', { name: 'Sign at another nonce' })
  const isReady = () => expect(sign.signButton).toBeEnabled({ timeout: 60_000 })

  await test.step('Given an owner for whom every check passes, by two nodes', async () => {
    await sign.open(honest.patch.digest)
    await appBar.connectWallet(walletName)
    await isReady()
    await expect(sign.check('quorum', 'pass')).toBeAttached()
    await expect(sign.check('service', 'pass')).toBeAttached()
  })

  await test.step('A second node that names another threshold blocks, and both answers are shown', async () => {
    const threshold = toFunctionSelector('getThreshold()')
    wallet.lie = ({ params }) =>
      JSON.stringify(params ?? '').includes(threshold) ? pad('0x1', { size: 32 }) : undefined
    await expect(sign.check('quorum', 'fail')).toContainText(
      /Of threshold, .* says 2 and your wallet’s node says 1/,
    )
    await expect(sign.signButton).toHaveAccessibleDescription(/1 of the checks above fails/)
    await page.getByText('Change the order').click()
    await expect(moveButton).toHaveAccessibleDescription(/1 of the checks above fails/)
    await page.getByLabel('Propose the same at nonce').press('Enter')
    wallet.lie = undefined
    await isReady()
    await expect(moveButton).toBeEnabled()
    expect(asked()).toBe(0)
  })

  const transactions = '**/multisig-transactions/**'
  const alter = () =>
    page.route(transactions, async (route) => {
      if (route.request().method() !== 'GET') return await route.fallback()
      const response = await route.fetch()
      const told = (await response.text()).replaceAll('"operation":0', '"operation":1')
      await route.fulfill({ response, body: told })
    })

  await test.step('A service that alters a field blocks, and the field is named', async () => {
    await alter()
    await expect(sign.check('service', 'fail')).toContainText('keeps another operation')
    await expect(sign.signButton).toBeDisabled()
    await page.unroute(transactions)
    await isReady()
  })

  await test.step('What changes between the last look and the click stops it before the wallet is asked', async () => {
    await alter()
    await moveButton.click()
    await expect(sign.alert).toContainText('What was checked before does not hold now.')
    await page.unroute(transactions)
    await page.reload()
    await isReady()
    await alter()
    await sign.signButton.click()
    await expect(sign.alert).toContainText('What was checked before does not hold now.')
    await page.unroute(transactions)
    expect(asked()).toBe(0)
    expect(await service.confirmationsOf(honest.safeTxHash)).toHaveLength(1)
  })

  await test.step('When all is as it should be, one click signs', async () => {
    await page.reload()
    await isReady()
    await sign.signButton.click()
    await expect(sign.executeButton).toBeVisible()
    expect(asked()).toBe(1)
  })

  await test.step('Asked to sign something else for the same nonce, she is told and has to say that she means it', async () => {
    const again = await propose(desk, await planFee(desk, { title: 'Fee of 3 %, again' }), {
      signers: [ada],
    })
    await sign.open(again.patch.digest)
    await expect(sign.check('second-request', 'needs-acknowledgement')).toContainText(
      'has signed another transaction for nonce',
    )
    await expect(sign.signButton).toHaveAccessibleDescription(/asks for your answer/)
    await page.getByRole('checkbox', { name: /to take nonce/ }).check()
    await isReady()
  })
})

test('the form says what is wrong with an address, and takes the right one', async ({
  desk,
  visitor,
}) => {
  const { council, vault, asset, strategies } = desk.world.harbor
  const { newPatch: form, page } = visitor
  const fixed = await deployed(desk.client, 'HarborVaultV2')
  const adapter = await deployed(desk.client, 'HarborRateAdapterV2')
  const wrongCase = fixed.address.replace(/[a-f]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
  await form.open()
  await visitor.appBar.connectDemoSigner(castAddress(cast.council[0]))
  await form.choose('Dollar vault')
  await form.title.fill('A patch')
  await form.severity.selectOption('high')

  const implementations = [
    ['0x1234', /does not have 40 hex digits/],
    [fixed.address.slice(2), /does not begin with 0x/],
    [`0x${'g'.repeat(40)}`, /no hex digits/],
    [wrongCase, /capital letters do not match its checksum/],
    [castAddress(cast.users[0]), /There is no code at this address/],
    [vault, /This is the proxy itself/],
    [asset, /no UUPS implementation/],
    [adapter.address, /no UUPS implementation/],
    [markup, /Not an address/],
  ] as const
  for (const [text, reason] of implementations) {
    await test.step(`implementation ${text.slice(0, 20)}: ${reason}`, async () => {
      const field = form.implementationOf('Dollar vault')
      await field.fill(text)
      await expect(field).toHaveAccessibleDescription(reason)
      await expect(form.proposeButton).toBeDisabled()
    })
  }

  await test.step('an address in one case is taken, and the patch is previewed', async () => {
    const field = form.implementationOf('Dollar vault')
    await field.fill(fixed.address.toLowerCase())
    await expect(form.preview).toContainText(fixed.address)
    await expect(form.proposeButton).toBeEnabled()
  })

  const proxies = [
    ['0xnothing', /does not have 40 hex digits/],
    [castAddress(cast.users[1]), /No contract stands at this address/],
    [council.address, /no EIP-1967 proxy/],
    [strategies[0]!.address, /owned by another account than the timelock/],
  ] as const
  await form.addOtherAddress('')
  for (const [text, reason] of proxies) {
    await test.step(`proxy ${text.slice(0, 20)}: ${reason}`, async () => {
      await form.otherAddress.fill(text)
      await expect(form.otherAddress).toHaveAccessibleDescription(reason)
      await expect(form.proposeButton).toBeDisabled()
    })
  }

  await test.step('a title of a megabyte is refused, and the form stays usable', async () => {
    await page.getByRole('button', { name: /^Remove 0x/ }).click()
    await expect(form.proposeButton).toBeEnabled()
    await form.title.fill('x'.repeat(1_000_000))
    await expect(form.title).toHaveAccessibleDescription(/longer than 200 characters/)
    await expect(form.proposeButton).toBeDisabled()
    await form.title.fill('A patch')
    await expect(form.proposeButton).toBeEnabled()
  })

  await test.step('and a delay below the minimum, with the minimum', async () => {
    await form.delayUnit.selectOption('seconds')
    await form.delay.fill('60')
    await expect(form.delay).toHaveAccessibleDescription(
      /60 s \(1 minute\) asked, 172800 s \(2 days\) required/,
    )
    await expect(form.proposeButton).toBeDisabled()
  })
})

test('the API refuses what is malformed, in words, and keeps what it has', async ({
  desk,
  service,
}) => {
  const { chainId, council } = desk.world.harbor
  const good = await planFee(desk, { title: 'Fee of 9 %' })
  const json = serializeDossier(good.patch)
  const safePath = `/api/safe/${chainId}/api/v2/safes/${council.address}/multisig-transactions/`

  await test.step('a chain that is not served is a 404', async () => {
    for (const chain of ['1', '0', '31338', 'anvil', '99999999999999999999']) {
      const response = await fetch(`${desk.url}/api/safe/${chain}/api/v1/about/`)
      expect(response.status, chain).toBe(404)
    }
    expect((await fetch(`${desk.url}/api/safe/${chainId}/api/v1/about/`)).status).toBe(200)
  })

  await test.step('a body of two megabytes is a 413', async () => {
    const large = 'x'.repeat(2 * 1024 * 1024)
    const dossier = await service.postDossier(json.replace(good.patch.description, large))
    expect(dossier.status).toBe(413)
    const transaction = await service.post(safePath, JSON.stringify({ origin: large }))
    expect(transaction.status).toBe(413)
  })

  await test.step('a dossier that breaks a rule is a 400 that names the rule', async () => {
    const { title } = good.patch
    const cases = [
      [json.replace(title, 'x'.repeat(300)), /longer than 200 characters/],
      [json.replace(council.address, council.address.toLowerCase()), /checksum/],
      [json.replace(council.address, '0x1234'), /Not an address/],
      [json.replace(`"chainId":${chainId}`, '"chainId":1'), /chain/i],
      [json.replace('"severity":"none"', '"severity":"none","hidden":true'), /would not cover/],
      [json.slice(0, -1), /JSON/],
      ['', /JSON/],
    ] as const
    for (const [body, reason] of cases) {
      const response = await service.postDossier(body)
      const text = await response.text()
      expect({ status: response.status, text }).toEqual({
        status: 400,
        text: expect.stringMatching(reason),
      })
    }
    expect(await service.dossier(good.patch.digest)).toBeUndefined()
  })

  await test.step('and the one that keeps them all is stored', async () => {
    expect((await service.postDossier(json)).status).toBe(201)
    expect(await service.dossier(good.patch.digest)).toBe(json)
  })
})
