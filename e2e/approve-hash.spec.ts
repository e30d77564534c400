import { expect } from '@playwright/test'
import { cast, castAddress } from '@/demo/world/cast'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test('an owner approves on chain instead of signing, which counts and executes', async ({
  desk,
  chain,
  service,
  visitor: grace,
}) => {
  const { council, vaultsTimelock: timelock } = desk.world.harbor
  const account = castAddress(cast.council[1])
  const { patch, safeTxHash, operationId } = worldPatch(desk, 'Vault 2.0.0: close')
  const nonce = await chain.nonceOf(council.address)

  await test.step('Given a patch that lacks one signature', async () => {
    expect(await service.confirmationsOf(safeTxHash)).toHaveLength(1)
    expect(await chain.isApproved(council.address, account, safeTxHash)).toBe(false)
  })

  await test.step('When Grace approves its hash with a transaction of her own', async () => {
    await grace.sign.open(patch.digest)
    await grace.appBar.connectDemoSigner(account)
    await grace.sign.approveButton.click()
    await expect(grace.sign.executeButton).toBeVisible()
  })

  await test.step('Then the Safe knows it, and the service counts it as a confirmation', async () => {
    expect(await chain.isApproved(council.address, account, safeTxHash)).toBe(true)
    const confirmations = await service.confirmationsOf(safeTxHash)
    expect(confirmations).toContainEqual(
      expect.objectContaining({ owner: account, signatureType: 'APPROVED_HASH' }),
    )
    expect(confirmations).toHaveLength(2)
    await expect(grace.sign.owner(account)).toContainText('approveHash')
  })

  await test.step('And with it the Safe transaction executes', async () => {
    await grace.sign.executeButton.click()
    await expect(grace.sign.nothingToSign).toBeVisible()
    expect(await chain.nonceOf(council.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, operationId)).toBe('waiting')
  })
})
