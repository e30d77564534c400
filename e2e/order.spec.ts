import { expect } from '@playwright/test'
import { cast, castAddress } from '@/demo/world/cast'
import { skip, spendCouncilNonces, worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

test('an operation is not executed before its predecessor, and by nobody but the executor', async ({
  desk,
  chain,
  visitor: ada,
  anotherVisitor,
}) => {
  const { council, strategiesTimelock: timelock } = desk.world.harbor
  const first = worldPatch(desk, 'Strategies 2.0.0')
  const second = worldPatch(desk, 'Strategies timelock: three days')
  const stranger = castAddress(cast.keeper)
  const keeper = await anotherVisitor()

  await test.step('Given an operation whose delay is over while its predecessor still waits', async () => {
    expect(await chain.operationState(timelock, first.operationId)).toBe('waiting')
    expect(await chain.operationState(timelock, second.operationId)).toBe('ready')
    expect(second.operation.predecessor).toBe(first.operationId)
  })

  await test.step('Then the page names the predecessor and the timelock refuses the execution', async () => {
    await ada.patch.open(second.patch.digest)
    await ada.appBar.connectDemoSigner(castAddress(cast.council[0]))
    await expect(ada.patch.executeButton).toBeDisabled()
    await expect(ada.patch.executeButton).toHaveAccessibleDescription(
      new RegExp(`predecessor ${first.operationId} is not done`),
    )
    await expect(ada.patch.order.getByRole('link', { name: first.patch.title })).toBeVisible()
    await expect(ada.patch.proposeExecutionButton).toBeHidden()
    expect(await chain.refusalOf(timelock, second.operation, council.address)).toBe(
      'TimelockUnexecutedPredecessor',
    )
  })

  await test.step('When the delay of the predecessor is over', async () => {
    const eta = await chain.operationTimestamp(timelock, first.operationId)
    await skip(desk, eta - (await chain.now()))
    expect(await chain.operationState(timelock, first.operationId)).toBe('ready')
  })

  await test.step('Then an account without the executor role is told who holds it', async () => {
    await keeper.patch.open(first.patch.digest)
    await keeper.appBar.connectDemoSigner(stranger)
    await expect(keeper.patch.executeButton).toBeDisabled()
    await expect(keeper.patch.executeButton).toHaveAccessibleDescription(
      new RegExp(`no executor of this timelock: EXECUTOR_ROLE is held by ${council.address}`),
    )
    await expect(keeper.patch.proposeExecutionButton).toBeHidden()
    expect(await chain.refusalOf(timelock, first.operation, stranger)).toBe(
      'AccessControlUnauthorizedAccount',
    )
  })
})

test('the Safe that holds the executor role executes what is ready', async ({
  desk,
  chain,
  service,
  visitor: ada,
  anotherVisitor,
}) => {
  const { council, strategiesTimelock: timelock, beacon } = desk.world.harbor
  const { patch, operationId } = worldPatch(desk, 'Strategies 2.0.0')
  const before = await chain.implementationOfBeacon(beacon)
  const grace = await anotherVisitor()

  await test.step('Given an operation that is ready, and nothing else before the Safe', async () => {
    const eta = await chain.operationTimestamp(timelock, operationId)
    const now = await chain.now()
    if (eta > now) await skip(desk, eta - now)
    await spendCouncilNonces(desk, 4)
  })
  const nonce = await chain.nonceOf(council.address)

  const { safeTxHash } = await test.step('When an owner proposes its execution', async () => {
    await ada.patch.open(patch.digest)
    await ada.appBar.connectDemoSigner(castAddress(cast.council[0]))
    // Her own account holds no role.
    await expect(ada.patch.executeButton).toBeDisabled()
    await ada.patch.proposeExecutionButton.click()
    await expect.poll(() => service.proposals(council.address, { from: nonce })).toHaveLength(1)
    const [proposal] = await service.proposals(council.address, { from: nonce })
    expect(await chain.operationState(timelock, operationId)).toBe('ready')
    return proposal!
  })

  await test.step('And another one signs and executes the Safe transaction', async () => {
    await grace.sign.open(safeTxHash)
    await grace.appBar.connectDemoSigner(castAddress(cast.council[1]))
    await grace.sign.signButton.click()
    await grace.sign.executeButton.click()
    await expect(grace.sign.nothingToSign).toBeVisible()
  })

  await test.step('Then all proxies of the beacon run the new code', async () => {
    expect(await chain.nonceOf(council.address)).toBe(nonce + 1n)
    expect(await chain.operationState(timelock, operationId)).toBe('done')
    const after = await chain.implementationOfBeacon(beacon)
    expect(after).toBe(patch.upgrades[0]!.to.address)
    expect(after).not.toBe(before)
    await grace.patch.open(patch.digest)
    await expect(grace.patch.stage).toContainText('Executed')
  })
})
