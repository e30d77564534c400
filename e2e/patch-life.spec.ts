import { expect } from '@playwright/test'
import { getBlock } from 'viem/actions'
import { cast, castAddress } from '@/demo/world/cast'
import { minDelay } from '@/demo/world/harbor'
import { councilNonce, deployWithSources, spendCouncilNonces } from '@/e2e/harness/governance'
import { walletName } from '@/e2e/harness/injected-wallet'
import { test } from '@/e2e/harness/test'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import { patchOperation } from '@/lib/core/patch/patch-operation'

test('a patch is written, signed by two owners, scheduled, and executed after its delay', async ({
  desk,
  chain,
  service,
  visitor: ada,
  anotherVisitor,
  giveWallet,
}) => {
  const { harbor } = desk.world
  const { vault, vaultsTimelock: timelock, council } = harbor
  const before = await chain.implementationOf(vault)

  const fixed =
    await test.step('Given the fixed code is deployed, its sources are known, and no other proposal is open', async () => {
      await spendCouncilNonces(desk, 4)
      return deployWithSources(desk, 'HarborVaultV2')
    })
  const nonce = await councilNonce(desk)

  await test.step('When Ada writes the patch and signs it with her wallet', async () => {
    await giveWallet(ada, { as: cast.council[0] })
    const form = ada.newPatch
    await form.open()
    await ada.appBar.connectWallet(walletName)
    await form.choose('Dollar vault')
    await form.implementationOf('Dollar vault').fill(fixed.address)
    await form.writeMigration('initializeV2(uint256 cap)', { 'cap (uint256)': '10000000000000' })
    await form.title.fill('Vault 2.0.1: close the drain for good')
    await form.severity.selectOption('critical')
    await form.description.fill('Checks the position as it will be after the withdrawal.')
    await expect(form.preview).toContainText('initializeV2')
    await form.proposeButton.click()
    await expect(ada.patch.heading).toHaveText('Vault 2.0.1: close the drain for good')
  })

  const { digest, operation, safeTxHash } =
    await test.step('Then dossier and transaction are stored, with one signature, and commit to each other', async () => {
      const [proposal, ...rest] = await service.proposals(council.address, { from: nonce })
      expect(rest).toEqual([])
      expect(BigInt(proposal!.nonce)).toBe(nonce)
      const digest = new URL(ada.page.url()).pathname.split('/').at(-1) as `0x${string}`
      const json = await (await fetch(`${desk.url}/api/v1/patches/${digest}`)).text()
      const patch = hashPatch(parseDossier(json))
      expect(patch.digest).toBe(digest)
      expect(patch.upgrades[0]!.to.address).toBe(fixed.address)
      const operation = patchOperation(patch)
      expect(operation.salt).toBe(digest)
      const confirmations = await service.confirmationsOf(proposal!.safeTxHash)
      expect(confirmations.map(({ owner }) => owner)).toEqual([castAddress(cast.council[0])])
      return { digest, operation, safeTxHash: proposal!.safeTxHash }
    })

  await test.step('And nothing has reached the chain', async () => {
    expect(await chain.nonceOf(council.address)).toBe(nonce)
    expect(await chain.operationState(timelock, operation.id)).toBe('unset')
  })

  const grace = await anotherVisitor()
  await test.step('When Grace signs in a browser of her own, as a demo signer', async () => {
    await grace.sign.open(digest)
    await grace.appBar.connectDemoSigner(castAddress(cast.council[1]))
    await grace.sign.signButton.click()
    await expect(grace.sign.executeButton).toBeVisible()
  })

  await test.step('Then the service keeps both signatures', async () => {
    const confirmations = await service.confirmationsOf(safeTxHash)
    expect(confirmations.map(({ owner }) => owner).sort()).toEqual(
      [castAddress(cast.council[0]), castAddress(cast.council[1])].sort(),
    )
    expect(await chain.nonceOf(council.address)).toBe(nonce)
  })

  await test.step('When she executes the Safe transaction', async () => {
    await expect(grace.sign.executeButton).toBeEnabled()
    await grace.sign.executeButton.click()
    await expect(grace.sign.nothingToSign).toBeVisible()
  })

  await test.step('Then the timelock holds the operation, for two days', async () => {
    expect(await chain.nonceOf(council.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, operation.id)).toBe('waiting')
    const { timestamp } = await getBlock(desk.client)
    const eta = await chain.operationTimestamp(timelock, operation.id)
    expect(eta).toBeLessThanOrEqual(timestamp + minDelay)
    expect(eta).toBeGreaterThan(timestamp)
  })

  await test.step('And execution is refused, by the page with its reason and by the timelock', async () => {
    await ada.patch.open(digest)
    await expect(ada.patch.stage).toContainText('Scheduled')
    await expect(ada.patch.executeButton).toBeDisabled()
    await expect(ada.patch.executeButton).toHaveAccessibleDescription(/delay is still running/)
    const refusal = await chain.refusalOf(timelock, operation, castAddress(cast.keeper))
    expect(refusal).toBe('TimelockUnexpectedOperationState')
    expect(await chain.implementationOf(vault)).toBe(before)
  })

  await test.step('When the delay is skipped', async () => {
    await ada.patch.skipDelayButton.click()
    await expect(ada.patch.executeButton).toBeEnabled()
    expect(await chain.operationState(timelock, operation.id)).toBe('ready')
    expect(await chain.implementationOf(vault)).toBe(before)
  })

  await test.step('Then executing it changes the code behind the proxy', async () => {
    await expect(ada.patch.stage).toContainText('Ready')
    await ada.patch.executeButton.click()
    await expect(ada.patch.stage).toContainText('Executed')
    expect(await chain.operationState(timelock, operation.id)).toBe('done')
    expect(await chain.implementationOf(vault)).toBe(fixed.address)
  })
})
