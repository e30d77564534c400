import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { encodeFunctionData, pad, slice, zeroHash } from 'viem'
import { getCode, getStorageAt } from 'viem/actions'
import { anvilMnemonic } from '@/demo/chain/anvil-mnemonic'
import { createSafe } from '@/demo/chain/create-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast, castAddress } from '@/demo/world/cast'
import { deployed } from '@/demo/world/past-events'
import {
  councilNonce,
  planFee,
  propose,
  proposeCall,
  spendCouncilNonces,
} from '@/e2e/harness/governance'
import { walletName } from '@/e2e/harness/injected-wallet'
import { plugLedger } from '@/e2e/harness/plug-ledger'
import { test } from '@/e2e/harness/test'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'

const [, grace, edsger] = cast.council

test('rivals stand field by field on both pages; the same is proposed at another nonce; support is withdrawn', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { council } = desk.world.harbor
  await spendCouncilNonces(desk, 4)
  const nonce = await councilNonce(desk)
  const low = await propose(desk, await planFee(desk, { title: 'Fee of 3 %' }))
  const high = await propose(desk, await planFee(desk, { title: 'Fee of 13 %' }), {
    signers: [edsger],
  })
  const wallet = await giveWallet(visitor, { as: grace })
  const { page, patch, sign, appBar } = visitor

  await test.step('Each page shows the other, and in what they differ', async () => {
    for (const [mine, other] of [
      [low, high],
      [high, low],
    ] as const) {
      await patch.open(mine.patch.digest)
      const rivals = page.locator('main').getByText(`2 transactions want nonce ${nonce}`)
      await expect(rivals).toBeVisible()
      const table = page.getByRole('table', { name: /beside .*: what differs/ })
      await expect(table.getByRole('row', { name: /^operation id/ })).toContainText(
        mine.operationId,
      )
      await expect(table.getByRole('row', { name: /^operation id/ })).toContainText(
        other.operationId,
      )
      await expect(table.getByRole('row', { name: /^nonce/ })).toHaveCount(0)
    }
  })

  await test.step('A wallet that refuses typed data may sign the bare hash, and is told what that is', async () => {
    wallet.answer = 'no-typed-data'
    await sign.open(low.patch.digest)
    await appBar.connectWallet(walletName)
    await expect(page.getByText('Your wallet refuses typed data')).toBeHidden()
    await sign.signButton.click()
    await expect(page.getByText('Your wallet refuses typed data')).toBeVisible()
    await page.getByRole('button', { name: 'Sign the bare hash' }).click()
    await expect(sign.owner(castAddress(grace))).toContainText('eth_sign')
    expect(await service.confirmationsOf(low.safeTxHash)).toContainEqual(
      expect.objectContaining({ owner: castAddress(grace), signatureType: 'ETH_SIGN' }),
    )
    wallet.answer = 'approve'
  })

  await test.step('The same call at another nonce: the dossier stays, the old one stays too', async () => {
    await page.getByText('Change the order').click()
    await page.getByLabel('Propose the same at nonce').fill(String(nonce + 4n))
    await page.getByRole('button', { name: 'Sign at another nonce' }).click()
    await expect(page.getByText(`Proposed at nonce ${nonce + 4n} and signed by you`)).toBeVisible()
    const proposals = await service.proposals(council.address, { from: nonce })
    const same = proposals.filter(({ data }) => data === low.proposal?.transaction.data)
    expect(same.map((each) => each.nonce).sort()).toEqual([String(nonce), String(nonce + 4n)])
    await page.getByRole('link', { name: 'Open it' }).click()
    await expect(page.getByText('Proposed more than once')).toBeVisible()
    await expect(visitor.patch.heading).toHaveText('Fee of 3 %')
  })

  await test.step('Whoever signed and then rejects is seen to have withdrawn', async () => {
    await sign.open(low.patch.digest)
    await page.getByRole('button', { name: `Sign a rejection of nonce ${nonce}` }).click()
    await expect(page.getByText(`3 transactions want nonce ${nonce}`)).toBeVisible()
    await expect(page.getByText('support withdrawn')).toBeVisible()
  })
})

test('a Ledger signs without a wallet, and what its own account has signed before is asked about', async ({
  desk,
  service,
  visitor,
}) => {
  await spendCouncilNonces(desk, 4)
  const nonce = await councilNonce(desk)
  const low = await propose(desk, await planFee(desk, { title: 'Fee of 4 %' }), {
    signers: [edsger],
  })
  const high = await propose(desk, await planFee(desk, { title: 'Fee of 14 %' }), {
    signers: [edsger],
  })
  const { page, sign } = visitor
  const ledger = await plugLedger(page, { mnemonic: anvilMnemonic })
  const button = page.getByRole('button', { name: 'Sign on the Ledger' })
  const openIt = async (key: `0x${string}`) => {
    await sign.open(key)
    await page.getByText('Sign on a Ledger, without a wallet').click()
    await expect(button).toBeEnabled()
  }
  const owner = castAddress(cast.council[0])

  await test.step('It shows the two hashes that are on the page, and its signature counts', async () => {
    await openIt(low.patch.digest)
    await button.click()
    await expect(page.getByText('Signed. The signature was recovered to an owner')).toBeVisible()
    const { transaction } = low.proposal!
    const { domainHash, messageHash } = hashSafeTransaction({ transaction, version: '1.4.1' })
    expect(ledger.shown).toEqual([domainHash, messageHash])
    for (const hash of ledger.shown) await expect(page.getByText(hash).first()).toBeVisible()
    const owners = (await service.confirmationsOf(low.safeTxHash)).map((each) => each.owner)
    expect(owners).toContain(owner)
  })

  await test.step('Another one for the same nonce: no wallet tells whose, but the device does', async () => {
    await openIt(high.patch.digest)
    await expect(sign.check('second-request', 'not-applicable')).toHaveCount(1)
    await button.click()
    await expect(sign.check('second-request', 'needs-acknowledgement')).toContainText(
      `has signed another transaction for nonce ${nonce}`,
    )
    await expect(button).toHaveAccessibleDescription(/asks for your answer/)
    expect(ledger.shown).toHaveLength(2)
  })

  await test.step('Who means it says so, and signs', async () => {
    await page.getByLabel('I have compared both').check()
    await expect(button).toBeEnabled()
    await button.click()
    await expect(page.getByText('Signed. The signature was recovered to an owner')).toBeVisible()
    expect(ledger.shown).toHaveLength(4)
    expect(await service.confirmationsOf(high.safeTxHash)).toHaveLength(2)
  })
})

test('signatures go by link, each is proven, and they execute without the Safe service having them', async ({
  desk,
  chain,
  service,
  visitor,
  anotherVisitor,
  giveWallet,
}) => {
  const { council, vaultsTimelock: timelock } = desk.world.harbor
  // Beyond all that the world has proposed.
  await spendCouncilNonces(desk, 5)
  const nonce = await councilNonce(desk)
  const proposed = await propose(desk, await planFee(desk, { title: 'Fee of 6 %' }))
  const rival = await propose(desk, await planFee(desk, { title: 'Fee of 16 %' }))

  const text = await test.step('Grace signs, and her signature stays in her browser', async () => {
    const { page, sign, appBar } = visitor
    await sign.open(proposed.patch.digest)
    await appBar.connectDemoSigner(castAddress(grace))
    await page.getByText('Sign without the Safe service').click()
    await page.getByRole('button', { name: 'Sign and keep here' }).click()
    await expect(page.getByText('1 signature is in this browser only')).toBeVisible()
    await expect(sign.executeButton).toBeVisible()
    expect(await service.confirmationsOf(proposed.safeTxHash)).toHaveLength(1)
    await page.getByText('Hand on', { exact: true }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as file' }).click()
    return readFileSync(await (await download).path(), 'utf8')
  })

  await test.step('And is remembered there: asked for the rival, she is told that she has signed another', async () => {
    const { sign } = visitor
    await sign.open(rival.patch.digest)
    await expect(sign.check('second-request', 'needs-acknowledgement')).toContainText(
      proposed.safeTxHash,
    )
  })

  const pictures = await test.step('The same goes as codes, one picture to a code', async () => {
    const { page, sign } = visitor
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await sign.open(proposed.patch.digest)
    await expect(page.getByText('1 signature is in this browser only')).toBeVisible()
    await page.getByText('Hand on', { exact: true }).click()
    await page.getByRole('button', { name: /^Show signatures as \d+ QR codes$/ }).click()
    const code = page.getByRole('img', { name: /^Code \d+ of \d+$/ })
    await expect(code).toHaveAccessibleName(/^Code 1 of/)
    const [, total] = /of (\d+)/.exec((await code.getAttribute('aria-label')) ?? '') ?? []
    const taken: Buffer[] = []
    for (let at = 1; at <= Number(total); at++) {
      await expect(code).toHaveAccessibleName(`Code ${at} of ${total}`)
      taken.push(await code.screenshot())
      await page.getByRole('button', { name: 'Next' }).click()
    }
    return taken.map((buffer, at) => ({ name: `${at}.png`, mimeType: 'image/png', buffer }))
  })

  await test.step('Where a picture is missing that is told; with all of them the signatures are proven', async () => {
    const { page } = await anotherVisitor()
    await page.goto('/signatures')
    const input = page.getByLabel('Or open a file, or pictures of QR codes')
    await input.setInputFiles(pictures.slice(1))
    await expect(page.getByText('Still to come: 1')).toBeVisible()
    await expect(page.getByText('recovered here (EIP-712)')).toHaveCount(0)
    await input.setInputFiles(pictures.slice(0, 1))
    await expect(page.getByText('recovered here (EIP-712)')).toHaveCount(2)
  })

  await test.step('A link that was changed on its way is refused, and why', async () => {
    const { page } = visitor
    const changed = text.replace('"value":"0"', '"value":"1"')
    await page.goto(`/signatures#${encodeURIComponent(changed)}`)
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'The safeTxHash of this file is not the one of its transaction.',
    )
  })

  await test.step('Somebody else opens the link: proven signatures, the rival beside it, and executes', async () => {
    const other = await anotherVisitor()
    await giveWallet(other, { as: cast.keeper })
    const { page, appBar } = other
    await page.goto(`/signatures#${encodeURIComponent(text)}`)
    await expect(page.getByText('recovered here (EIP-712)')).toHaveCount(2)
    await expect(page.getByText(`2 transactions want nonce ${nonce}`)).toBeVisible()
    await expect(page.getByText(rival.safeTxHash, { exact: true })).toBeVisible()
    await appBar.connectWallet(walletName)
    // What schedules is executed beside its review.
    await page.getByRole('link', { name: 'Review and sign it' }).click()
    await expect(page.getByText('1 signature is in this browser only')).toBeVisible()
    expect(await service.confirmationsOf(proposed.safeTxHash)).toHaveLength(1)
    await other.sign.executeButton.click()
    await expect(other.sign.nothingToSign).toBeVisible()
    expect(await chain.nonceOf(council.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, proposed.operationId)).toBe('waiting')
  })

  await test.step('And the patch tells through whose hands it went, with the bytes at each', async () => {
    await visitor.patch.open(proposed.patch.digest)
    const custody = visitor.page.getByRole('list', { name: 'Chain of custody' })
    await expect(
      custody.getByRole('listitem').filter({ hasText: 'Scheduled on chain' }),
    ).toContainText('The same bytes, as the timelock’s events tell.')
    await expect(custody).toContainText(`Safe nonce ${nonce}, executed`)
    await expect(custody).toContainText('Not executed yet.')
  })
})

test('an owner that is a Safe approves in its own queue, where it is told what that means', async ({
  desk,
  chain,
  service,
  visitor,
}) => {
  const { client } = desk
  const { council, chainId } = desk.world.harbor
  const barbara = castAddress(cast.guardian[0])
  const child = await createSafe(client, { owners: [barbara], threshold: 1, saltNonce: 77n })
  await client.impersonateAccount({ address: council.address })
  await client.setBalance({ address: council.address, value: 10n ** 18n })
  await sendTransaction(client, {
    from: council.address,
    to: council.address,
    data: encodeFunctionData({
      abi: safeAbi,
      functionName: 'addOwnerWithThreshold',
      args: [child, 2n],
    }),
  })
  await client.stopImpersonatingAccount({ address: council.address })
  await spendCouncilNonces(desk, 1)
  const parent = await propose(desk, await planFee(desk, { title: 'Fee of 7 %' }))
  const { page, sign, appBar } = visitor

  await test.step('The page of the parent shows both hashes and lets Barbara propose the approval', async () => {
    await sign.open(parent.patch.digest)
    await appBar.connectDemoSigner(barbara)
    const owners = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: /^Owners that are contracts/ }) })
    await expect(owners).toContainText('a Safe, 1 of 1 owner')
    const button = owners.getByRole('button', { name: 'Propose its approval' })
    await expect(button).toBeEnabled()

    // The child runs code that is almost a Safe's; put back, nothing stands in the way.
    const singleton = (await getStorageAt(client, { address: child, slot: '0x0' })) ?? '0x'
    const double = pad('0xd0b1e', { size: 20 })
    const code = await getCode(client, { address: slice(singleton, 12) })
    await client.setCode({ address: double, bytecode: `${code ?? '0x'}00` })
    await client.setStorageAt({ address: child, index: 0, value: pad(double) })
    await expect(owners.locator('[data-check="safe-code"]')).toContainText(
      'whose code is no published Safe',
    )
    await expect(button).toHaveAccessibleDescription(/1 of the checks above fails/)
    await client.setStorageAt({ address: child, index: 0, value: singleton })
    await button.click()
    await owners.getByRole('link', { name: 'its own transaction, nonce 0' }).click()
  })

  await test.step('The page of the child tells what the hash stands for', async () => {
    await expect(visitor.patch.heading).toHaveText('Approve: Fee of 7 %')
    const meaning = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: /^What it approves/ }) })
    await expect(meaning.getByRole('link', { name: 'Fee of 7 %' })).toBeVisible()
    await expect(meaning).toContainText('its fields hash to what is approved')
    const [proposal] = await service.proposals(child, { from: 0n })
    expect(proposal?.data).toContain(parent.safeTxHash.slice(2))
  })

  await test.step('When it executes, the parent counts the approval', async () => {
    await sign.executeButton.click()
    await expect(sign.nothingToSign).toBeVisible()
    expect(await chain.isApproved(council.address, child, parent.safeTxHash)).toBe(true)
    await sign.open(parent.patch.digest)
    await expect(sign.owner(child)).toContainText('approveHash')
    await page.goto(`/safes/${chainId}/${child}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Owner Safe of')
  })

  await test.step('A hash that nobody knows is not approved from here', async () => {
    const data = encodeFunctionData({
      abi: safeAbi,
      functionName: 'approveHash',
      args: [zeroHash],
    })
    const unknown = await proposeCall(desk, {
      safe: child,
      call: { target: council.address, value: 0n, data },
      nonce: 1n,
      signer: cast.guardian[0],
    })
    await sign.open(unknown)
    await expect(page.getByText('It approves a hash that nobody here knows').first()).toBeVisible()
    await expect(sign.executeButton).toHaveAttribute('aria-disabled', 'true')
  })
})

test('an owner lets somebody propose, who does, and takes it back', async ({
  desk,
  service,
  visitor: owner,
  anotherVisitor,
  giveWallet,
}) => {
  const { council, chainId } = desk.world.harbor
  const keeper = castAddress(cast.keeper)
  const code = await deployed(desk.client, 'HarborVaultV2')
  const nonce = await councilNonce(desk)
  const wallet = await giveWallet(owner, { as: grace })
  const { page } = owner

  await test.step('A wallet that signs as somebody else adds nobody; Grace’s own does', async () => {
    await page.goto(`/safes/${chainId}/${council.address}`)
    await owner.appBar.connectWallet(walletName)
    await page.getByRole('button', { name: 'Change who may propose' }).click()
    await page.getByLabel('Address of the delegate').fill(castAddress(grace))
    await expect(page.getByText('It is an owner, and may propose already.').first()).toBeVisible()
    await page.getByLabel('Address of the delegate').fill(keeper)
    await page.getByLabel('Label').fill('Keeper')
    const button = page.getByRole('button', { name: 'Sign the delegation' })
    wallet.answer = { signAs: edsger }
    await button.click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText('was not sent anywhere')
    await expect(page.getByText('Nobody besides the owners.')).toBeVisible()
    wallet.answer = 'approve'
    await button.click()
    await expect(page.getByText('They may propose in your name now.')).toBeVisible()
    await expect(page.getByText('Nobody besides the owners.')).toBeHidden()
  })

  await test.step('The keeper, who owns nothing, proposes; that is no signature that counts', async () => {
    const delegate = await anotherVisitor()
    await giveWallet(delegate, { as: cast.keeper })
    const form = delegate.newPatch
    await form.open()
    await delegate.appBar.connectWallet(walletName)
    await form.choose('Dollar vault')
    await form.implementationOf('Dollar vault').fill(code.address)
    await form.title.fill('Vault 2.0.2, proposed by a delegate')
    await form.severity.selectOption('low')
    await form.proposeButton.click()
    await expect(delegate.patch.heading).toHaveText('Vault 2.0.2, proposed by a delegate')
    const digest = new URL(delegate.page.url()).pathname.split('/').at(-1) ?? ''
    const proposals = await service.proposals(council.address, { from: nonce })
    const proposed = proposals.find(({ data }) => data.includes(digest.slice(2)))
    expect(proposed).toBeDefined()
    expect(await service.confirmationsOf(proposed!.safeTxHash)).toEqual([])
  })

  await test.step('Grace takes it back', async () => {
    await page.getByRole('button', { name: 'Take back what' }).click()
    await expect(page.getByText('Nobody besides the owners.')).toBeVisible()
  })
})
