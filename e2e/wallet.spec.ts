import { expect, type Page } from '@playwright/test'
import { cast, castAddress } from '@/demo/world/cast'
import { planFee, propose, worldPatch } from '@/e2e/harness/governance'
import { walletName } from '@/e2e/harness/injected-wallet'
import { test } from '@/e2e/harness/test'

const [ada, grace, edsger] = cast.council

test('a request that is rejected in the wallet is explained, and nothing is lost', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { patch, safeTxHash } = await propose(desk, await planFee(desk, { title: 'Fee of 1 %' }))
  const wallet = await giveWallet(visitor, { as: grace })

  await test.step('Given an owner whose wallet shows no account before it is asked to', async () => {
    await visitor.sign.open(patch.digest)
    await expect(visitor.sign.signButton).toBeDisabled()
    await expect(visitor.sign.signButton).toHaveAccessibleDescription(/Connect a wallet/)
    await visitor.appBar.connectWallet(walletName)
    await expect(visitor.appBar.account(wallet.address)).toBeVisible()
  })

  await test.step('When she rejects the signature', async () => {
    wallet.answer = 'reject'
    await visitor.sign.signButton.click()
  })

  await test.step('Then the page says so and nothing is stored', async () => {
    await expect(visitor.sign.alert).toContainText('The request was rejected in the wallet.')
    await expect(visitor.sign.alert).toContainText('Nothing was signed or sent.')
    expect(await ownersOf(service, safeTxHash)).toEqual([castAddress(ada)])
  })

  await test.step('And after a reload she is still connected and can sign', async () => {
    wallet.answer = 'approve'
    await visitor.page.reload()
    await expect(visitor.appBar.account(wallet.address)).toBeVisible()
    await visitor.sign.signButton.click()
    await expect(visitor.sign.executeButton).toBeVisible()
    expect(await ownersOf(service, safeTxHash)).toEqual([castAddress(ada), castAddress(grace)])
  })
})

test('an account that owns nothing can sign neither on the page nor past it', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { patch, safeTxHash } = worldPatch(desk, 'Vault 2.0.0: close')
  const before = await service.confirmationsOf(safeTxHash)
  const wallet = await giveWallet(visitor, { as: cast.keeper })

  await test.step('On the page the button is blocked, with the reason', async () => {
    await visitor.sign.open(patch.digest)
    await visitor.appBar.connectWallet(walletName)
    await expect(visitor.sign.signButton).toBeDisabled()
    await expect(visitor.sign.signButton).toHaveAccessibleDescription(/not an owner of this Safe/)
    await visitor.sign.signButton.click({ force: true })
    expect(wallet.asked('eth_signTypedData_v4')).toBe(0)
  })

  await test.step('Handed straight to the service, its signature is refused and not stored', async () => {
    const response = await service.postSignature(safeTxHash, cast.keeper)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(await service.confirmationsOf(safeTxHash)).toEqual(before)
  })
})

test('the page follows a wallet that switches its account', async ({
  desk,
  visitor,
  giveWallet,
}) => {
  const { patch } = worldPatch(desk, 'Vault 2.0.0: close')
  const wallet = await giveWallet(visitor, { as: edsger })
  const { signButton } = visitor.sign
  await visitor.sign.open(patch.digest)
  await visitor.appBar.connectWallet(walletName)
  await expect(signButton).toBeEnabled()

  await test.step('to one that owns nothing', async () => {
    await wallet.switchAccount(cast.keeper)
    await expect(visitor.appBar.account(castAddress(cast.keeper))).toBeVisible()
    await expect(signButton).toBeDisabled()
    await expect(signButton).toHaveAccessibleDescription(/not an owner of this Safe/)
  })

  await test.step('to one that has signed already', async () => {
    await wallet.switchAccount(ada)
    await expect(signButton).toBeDisabled()
    await expect(signButton).toHaveAccessibleDescription(/has signed already/)
  })

  await test.step('and back to one that may sign', async () => {
    await wallet.switchAccount(grace)
    await expect(visitor.appBar.account(castAddress(grace))).toBeVisible()
    // She has signed another transaction for this nonce above, so that she is asked whether she means this one.
    await visitor.page.getByRole('checkbox', { name: /to take nonce/ }).check()
    await expect(signButton).toBeEnabled()
  })
})

test('a wallet on another network is told which one is meant', async ({
  desk,
  chain,
  service,
  visitor,
  giveWallet,
}) => {
  const { rateAdapter } = desk.world.harbor
  const proposed = await propose(desk, await planFee(desk, { title: 'Fee of 2 %' }), {
    nonceOffset: 5n,
  })
  const ready = worldPatch(desk, 'Rate adapter 2.0.0')
  const before = await chain.implementationOf(rateAdapter)
  const wallet = await giveWallet(visitor, { as: grace })
  await visitor.sign.open(proposed.patch.digest)
  await visitor.appBar.connectWallet(walletName)

  await test.step('before it shall sign', async () => {
    await expect(visitor.sign.signButton).toBeEnabled()
    await wallet.switchChain(1)
    await expect(visitor.sign.signButton).toBeDisabled()
    await expect(visitor.sign.signButton).toHaveAccessibleDescription(/on another network/)
    await expect(visitor.appBar.networkNotice).toContainText('It is on chain 1')
    await visitor.sign.signButton.click({ force: true })
    expect(wallet.asked('eth_signTypedData_v4')).toBe(0)
    expect(await ownersOf(service, proposed.safeTxHash)).toEqual([castAddress(ada)])
  })

  await test.step('before it shall send', async () => {
    await visitor.patch.open(ready.patch.digest)
    await expect(visitor.patch.executeButton).toBeDisabled()
    await expect(visitor.patch.executeButton).toHaveAccessibleDescription(/on another network/)
    expect(wallet.asked('eth_sendTransaction')).toBe(0)
    expect(await chain.implementationOf(rateAdapter)).toBe(before)
  })

  await test.step('and once it has switched, the same button works', async () => {
    await visitor.appBar.switchNetworkButton.click()
    expect(wallet.asked('wallet_switchEthereumChain')).toBe(1)
    await expect(visitor.patch.executeButton).toBeEnabled()
    await visitor.patch.executeButton.click()
    await expect(visitor.patch.stage).toContainText('Executed')
    expect(await chain.operationState(ready.timelock, ready.operationId)).toBe('done')
    expect(await chain.implementationOf(rateAdapter)).toBe(ready.patch.upgrades[0]!.to.address)
  })
})

test('what a wallet signed instead of what was shown never leaves the browser', async ({
  desk,
  service,
  visitor,
  giveWallet,
}) => {
  const { patch, safeTxHash } = await propose(desk, await planFee(desk, { title: 'Fee of 3 %' }), {
    // At one nonce she would be asked whether she means a second signature.
    nonceOffset: 6n,
  })
  const wallet = await giveWallet(visitor, { as: grace })
  const uploads = watchUploads(visitor.page)
  await visitor.sign.open(patch.digest)
  await visitor.appBar.connectWallet(walletName)
  const mismatch = 'The signature the wallet returned is not one of this transaction'

  await test.step('Neither the signature of another owner', async () => {
    wallet.answer = { signAs: edsger }
    await visitor.sign.signButton.click()
    await expect(visitor.sign.alert).toContainText(mismatch)
    await expect(visitor.sign.alert).toContainText(castAddress(edsger))
  })

  await test.step('Nor the signature of another message', async () => {
    await visitor.page.reload()
    wallet.answer = 'change-message'
    await visitor.sign.signButton.click()
    await expect(visitor.sign.alert).toContainText(mismatch)
  })

  const instead = [{ signAs: edsger }, 'change-message'] as const
  await test.step('Nor where the bare hash is signed', async () => {
    for (const answer of instead) {
      await visitor.page.reload()
      wallet.answer = 'no-typed-data'
      await visitor.sign.signButton.click()
      const signHash = visitor.page.getByRole('button', { name: 'Sign the bare hash' })
      await expect(signHash).toBeVisible()
      wallet.answer = answer
      await signHash.click()
      await expect(visitor.sign.alert.filter({ hasText: mismatch })).toBeVisible()
    }
  })

  await test.step('Nor where it is kept in this browser, or moved to another nonce', async () => {
    const ways = [
      ['Sign without the Safe service', 'Sign and keep here'],
      ['Change the order', 'Sign at another nonce'],
    ] as const
    for (const [summary, name] of ways) {
      for (const answer of instead) {
        await visitor.page.reload()
        wallet.answer = answer
        await visitor.page.getByText(summary, { exact: true }).click()
        await visitor.page.getByRole('button', { name }).click()
        await expect(visitor.sign.alert.filter({ hasText: mismatch })).toBeVisible()
      }
    }
    expect(await visitor.page.evaluate(() => localStorage.getItem('suture.signatures'))).toBeNull()
  })

  await test.step('So that the service has heard of neither', async () => {
    // Twice on the button, twice refused before the bare hash, twice for either other way.
    expect(wallet.asked('eth_signTypedData_v4')).toBe(8)
    expect(wallet.asked('personal_sign')).toBe(2)
    expect(uploads).toEqual([])
    expect(await ownersOf(service, safeTxHash)).toEqual([castAddress(ada)])
  })
})

async function ownersOf(
  service: { confirmationsOf: (hash: `0x${string}`) => Promise<{ owner: string }[]> },
  safeTxHash: `0x${string}`,
): Promise<string[]> {
  const confirmations = await service.confirmationsOf(safeTxHash)
  return confirmations.map(({ owner }) => owner).sort((a, b) => order(a) - order(b))
}

const order = (owner: string) => cast.council.findIndex((index) => castAddress(index) === owner)

/** Everything a page hands to the desk's own API. */
function watchUploads(page: Page): string[] {
  const uploads: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() !== 'GET' && pathname.startsWith('/api/')) uploads.push(request.url())
  })
  return uploads
}
