import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { encodeFunctionData } from 'viem'
import { cast, castAddress } from '@/demo/world/cast'
import { harborAbi } from '@/demo/world/harbor-abi'
import { readHarborProxies } from '@/demo/world/read-harbor-proxies'
import type { Desk } from '@/e2e/harness/desk'
import { deployWithSources, planFee, propose, worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'

const owner = castAddress(cast.council[1])
const why = 'The fee of 5 % was voted on by the depositors; the second call sets it.'

/** The good upgrade with one call beside it, which no check can tell from a hidden one. */
async function planUpgradeAndFee(desk: Desk) {
  const { vault } = await readHarborProxies(desk.client, desk.world.harbor)
  const to = await deployWithSources(desk, 'HarborVaultV2')
  const args = [10_000_000_000_000n] as const
  const migration = encodeFunctionData({ abi: harborAbi, functionName: 'initializeV2', args })
  const title = 'Vault 2.0.2: with the fee that was voted on'
  return await planFee(desk, { title, upgrades: [{ proxy: vault, to, migration }] })
}

test('the malicious patch cannot be signed', async ({ desk, service, visitor: ada }) => {
  const { patch, safeTxHash } = worldPatch(desk, 'Vault 2.1.0')
  const before = await service.confirmationsOf(safeTxHash)
  await ada.sign.open(patch.digest)
  await ada.appBar.connectDemoSigner(owner)
  await expect(ada.sign.signButton).toBeDisabled()
  await expect(ada.sign.signButton).toHaveAccessibleDescription(
    /ST-01.*TX-03.* failed: an owner has to say why/,
  )
  await ada.sign.signButton.click({ force: true })
  expect(await service.confirmationsOf(safeTxHash)).toEqual(before)
})

test('a judgement that failed is answered by an owner, and then the patch is signed', async ({
  desk,
  service,
  visitor: grace,
  anotherVisitor,
}) => {
  const { patch, safeTxHash } = await propose(desk, await planUpgradeAndFee(desk))
  const { page, sign } = grace
  const answer = page.getByRole('region', { name: 'Answer to TX-03' })
  const reason = answer.getByRole('textbox', { name: 'Reason' })
  const submit = answer.getByRole('button', { name: 'Sign and acknowledge' })

  await test.step('Given a patch that was just proposed, which is reviewed before it is signed', async () => {
    await sign.open(patch.digest)
    await grace.appBar.connectDemoSigner(owner)
    await expect(sign.signButton).toBeDisabled()
    await expect(answer).toBeVisible()
    await expect(sign.signButton).toHaveAccessibleDescription(/^TX-03 failed: an owner has to say/)
  })

  await test.step('Then no reason is no answer, and a reload loses nothing that was typed', async () => {
    await answer.getByText('Answer TX-03 with a reason').click()
    await expect(submit).toHaveAccessibleDescription(/at least 10 letters/)
    await reason.fill('because')
    await expect(reason).toHaveAccessibleDescription(/at least 10 letters/)
    await reason.fill(why)
    await page.reload()
    await expect(reason).toHaveValue(why)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  })

  await test.step('When she signs her reason', async () => {
    await expect(submit).toBeEnabled()
    await submit.click()
    await expect(answer).toContainText(why)
  })

  await test.step('Then it stands there with her whole address, verified by this browser', async () => {
    await expect(answer.getByRole('listitem')).toContainText(owner)
    await expect(answer).toContainText('verified: an owner of the Safe now')
    await expect(reason).toBeHidden()
    const { acknowledgements } = await (
      await fetch(`${desk.url}/api/v1/patches/${patch.digest}/acknowledgements`)
    ).json()
    expect(acknowledgements).toHaveLength(1)
    expect(acknowledgements[0]).toMatchObject({ check: 'TX-03', reason: why, signer: owner })
    const byTransaction = await fetch(`${desk.url}/api/v1/patches/${safeTxHash}/acknowledgements`)
    expect((await byTransaction.json()).acknowledgements).toEqual(acknowledgements)
  })

  await test.step('And the patch can be signed', async () => {
    await expect(sign.signButton).toBeEnabled()
    await sign.signButton.click()
    await expect(sign.executeButton).toBeVisible()
    const confirmations = await service.confirmationsOf(safeTxHash)
    expect(confirmations.map((confirmation) => confirmation.owner)).toContain(owner)
  })

  await test.step('And everybody can read it on the checks page', async () => {
    const auditor = await anotherVisitor()
    await auditor.page.goto(`/patches/${patch.digest}/checks`)
    const shown = auditor.page.getByRole('list', { name: 'Answers of owners' })
    await expect(shown).toContainText(why)
    await expect(shown).toContainText('verified: an owner of the Safe now')
    await expect(auditor.page.getByRole('textbox', { name: 'Reason' })).toHaveCount(0)
  })
})

test('an integrity check that failed is answered by nobody', async ({ desk, visitor: ada }) => {
  const nobody = castAddress(cast.users[0])
  const planned = await planFee(desk, {
    title: 'A call to nothing',
    callsAfter: [{ target: nobody, value: 0n, data: '0x12345678' }],
  })
  const { patch } = await propose(desk, planned)
  await ada.sign.open(patch.digest)
  await ada.appBar.connectDemoSigner(owner)
  await expect(ada.sign.signButton).toHaveAccessibleDescription(
    /TX-08 failed, which compares what has to be equal: nobody can answer it/,
  )
  await expect(ada.page.getByRole('main')).toContainText('Nobody can answer an integrity check.')
  await expect(ada.page.getByRole('region', { name: 'Answer to TX-08' })).toHaveCount(0)
})
