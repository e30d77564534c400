import { expect } from '@playwright/test'
import { encodeFunctionData } from 'viem'
import { cast, castAddress } from '@/demo/world/cast'
import { grantRole, planFee, schedule, worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'

test('the guardian cancels a waiting operation through its own Safe', async ({
  desk,
  chain,
  service,
  visitor: barbara,
}) => {
  const { guardian, strategiesTimelock: timelock } = desk.world.harbor
  const account = castAddress(cast.guardian[0])
  const { patch, operationId } = worldPatch(desk, 'Strategies 2.0.0')
  const nonce = await chain.nonceOf(guardian.address)
  const end = operationId.slice(-6)

  await test.step('Given an operation that waits and an owner of the guardian Safe', async () => {
    expect(await chain.operationState(timelock, operationId)).toBe('waiting')
    await barbara.patch.open(patch.digest)
    await barbara.appBar.connectDemoSigner(account)
  })

  await test.step('When she wants to cancel it, she has to type its last characters first', async () => {
    await barbara.patch.proposeCancellationButton.click()
    const confirm = barbara.patch.confirmCancel('Sign the cancellation')
    await expect(confirm).toBeDisabled()
    await barbara.patch.cancelConfirmation.fill(end === '000000' ? '111111' : '000000')
    await expect(confirm).toBeDisabled()
    await barbara.page.keyboard.press('Enter')
    await expect(barbara.patch.cancelDialog).toBeVisible()
    expect(await service.proposals(guardian.address, { from: nonce })).toEqual([])
    await barbara.patch.cancelConfirmation.fill(end)
    await confirm.click()
    await expect(barbara.patch.cancelDialog).toBeHidden()
  })

  const { safeTxHash } =
    await test.step('Then the cancellation is proposed with her signature, and nothing more', async () => {
      await expect.poll(() => service.proposals(guardian.address, { from: nonce })).toHaveLength(1)
      const [proposal] = await service.proposals(guardian.address, { from: nonce })
      const data = encodeFunctionData({
        abi: timelockAbi,
        functionName: 'cancel',
        args: [operationId],
      })
      expect(proposal!.data).toBe(data)
      const confirmations = await service.confirmationsOf(proposal!.safeTxHash)
      expect(confirmations.map(({ owner }) => owner)).toEqual([account])
      expect(await chain.operationState(timelock, operationId)).toBe('waiting')
      return proposal!
    })

  await test.step('When she executes it, as the guardian needs one signature only', async () => {
    await barbara.queue.open()
    await barbara.queue.link(`Cancel: ${patch.title}`).click()
    await barbara.patch.signingLink.click()
    await expect(barbara.page).toHaveURL(`/patches/${safeTxHash}/sign`)
    await barbara.sign.executeButton.click()
    await expect(barbara.sign.nothingToSign).toBeVisible()
  })

  await test.step('Then the timelock has forgotten the operation', async () => {
    expect(await chain.nonceOf(guardian.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, operationId)).toBe('unset')
    await barbara.patch.open(patch.digest)
    await expect(barbara.page.getByRole('main')).toContainText(/cancelled/i)
    await expect(barbara.patch.executeButton).toBeHidden()
  })
})

test('an account that holds the canceller role itself cancels directly', async ({
  desk,
  chain,
  visitor: keeper,
}) => {
  const { vaultsTimelock: timelock } = desk.world.harbor
  const account = castAddress(cast.keeper)
  const { patch, operationId } = await schedule(desk, await planFee(desk, { title: 'Fee of 5 %' }))

  await test.step('Given an account without the role, to which cancelling is refused with the reason', async () => {
    await keeper.patch.open(patch.digest)
    await keeper.appBar.connectDemoSigner(account)
    await expect(keeper.patch.cancelButton).toBeDisabled()
    await expect(keeper.patch.cancelButton).toHaveAccessibleDescription(/is no canceller/)
  })

  await test.step('When it is granted the role and cancels', async () => {
    await grantRole(desk, { timelock, role: 'CANCELLER_ROLE', account })
    await expect(keeper.patch.cancelButton).toBeEnabled()
    await keeper.patch.cancelButton.click()
    await expect(keeper.patch.confirmCancel('Cancel operation')).toBeDisabled()
    await keeper.patch.cancelConfirmation.fill(operationId.slice(-6))
    await keeper.patch.confirmCancel('Cancel operation').click()
  })

  await test.step('Then the timelock has forgotten the operation', async () => {
    await expect.poll(() => chain.operationState(timelock, operationId)).toBe('unset')
    await expect(keeper.patch.cancelButton).toBeHidden()
  })
})
