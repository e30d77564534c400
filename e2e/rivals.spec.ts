import { expect } from '@playwright/test'
import { cast, castAddress } from '@/demo/world/cast'
import { planFee, propose } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test('of two rivals at one nonce only one is executed, and the other cannot be signed any more', async ({
  desk,
  chain,
  service,
  visitor: edsger,
}) => {
  const { council, vaultsTimelock: timelock } = desk.world.harbor
  const [ada, grace, third] = cast.council
  const nonce = await chain.nonceOf(council.address)
  // The demo world has proposed something at this nonce already.
  const title = 'Vault 2.0.0: close the collateral drain'

  const { winner, loser } =
    await test.step('Given two more patches proposed at the next nonce, one of them signed by two', async () => {
      const low = await planFee(desk, { title: 'Fee of 4 %' })
      const high = await planFee(desk, { title: 'Fee of 14 %' })
      return {
        winner: await propose(desk, low, { signers: [ada, grace] }),
        loser: await propose(desk, high, { signers: [grace] }),
      }
    })

  await test.step('When Edsger looks at the queue, they stand together as rivals', async () => {
    await edsger.queue.open()
    await edsger.appBar.connectDemoSigner(castAddress(third))
    await expect(edsger.queue.rivalsHeading(nonce)).toContainText('3 transactions share nonce')
    const shown = await edsger.queue.rowsBelow(edsger.queue.rivalsHeading(nonce), 3)
    expect(shown.sort()).toEqual([winner.patch.title, loser.patch.title, title].sort())
  })

  await test.step('And the overview says of each that only one of them can execute', async () => {
    await edsger.page.goto('/')
    const item = edsger.page.getByRole('listitem').filter({ hasText: loser.patch.title })
    await expect(item).toContainText('2 others want it too: only one can ever execute')
  })

  await test.step('And each says so where it is signed', async () => {
    await edsger.sign.open(loser.patch.digest)
    await expect(edsger.sign.rivals).toContainText(`3 transactions want nonce ${nonce}`)
    await expect(edsger.sign.signButton).toBeEnabled()
  })

  await test.step('When he executes the one that has enough signatures', async () => {
    await edsger.sign.open(winner.patch.digest)
    await edsger.sign.executeButton.click()
    await expect(edsger.sign.nothingToSign).toBeVisible()
    expect(await chain.nonceOf(council.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, winner.operationId)).toBe('waiting')
  })

  await test.step('Then the other is superseded, and its page offers no signature', async () => {
    await edsger.sign.open(loser.patch.digest)
    await expect(edsger.page.getByText('Another transaction used its nonce')).toBeVisible()
    await expect(edsger.sign.signButton).toBeHidden()
    await edsger.queue.open()
    await edsger.queue.closed.click()
    await expect(edsger.queue.closedRow(loser.patch.title)).toContainText('superseded')
    await expect(edsger.queue.row(loser.patch.title)).toBeHidden()
  })

  await test.step('And the service takes no signature of it either', async () => {
    const before = await service.confirmationsOf(loser.safeTxHash)
    const response = await service.postSignature(loser.safeTxHash, third)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(await service.confirmationsOf(loser.safeTxHash)).toEqual(before)
    expect(await chain.operationState(timelock, loser.operationId)).toBe('unset')
  })
})
