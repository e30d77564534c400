import { spawnSync } from 'node:child_process'
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { isAddressEqual } from 'viem'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast, castAddress } from '@/demo/world/cast'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { operationAnswer } from '@/lib/core/api/operation-answers'
import { proxyHistoryAnswer, versionsDiffAnswer } from '@/lib/core/api/proxy-routes'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'

test('anyone follows the timelock of a stranger, and finds what waits in it', async ({
  desk,
  visitor: { page },
}) => {
  const { openzeppelin, operations } = desk.world.strangers
  const path = `/timelocks/${desk.world.harbor.chainId}/${openzeppelin}`

  await test.step('Given the address of a timelock that nobody has configured', async () => {
    await page.goto('/timelocks')
    await page.getByLabel('Address of a timelock').fill(openzeppelin.toLowerCase())
    await page.getByRole('button', { name: 'Open timelock' }).click()
    await expect(page).toHaveURL(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'This timelock is not followed yet',
    )
    await expect(page.getByText('OpenZeppelin TimelockController 4.1 to 4.5')).toBeVisible()
  })

  await test.step('When it is followed', async () => {
    await page.getByRole('button', { name: 'Follow this timelock' }).click()
    await expect(page).toHaveURL(path)
    await expect(async () => {
      await page.goto(path)
      await expect(page.getByText('every block in between was read')).toBeVisible({
        timeout: 2_000,
      })
      await expect(page.getByRole('rowgroup').filter({ hasText: 'Blocked' })).toBeVisible({
        timeout: 2_000,
      })
    }).toPass({ timeout: 120_000 })
  })

  await test.step('Then its operations stand by what can be done now', async () => {
    const group = (name: string) =>
      page.getByRole('rowgroup').filter({ has: page.getByRole('rowheader', { name }) })
    await expect(group('Ready, yet nobody executes it')).toContainText(operations.overlooked)
    await expect(group('Waiting')).toContainText(operations.rescheduled)
    await expect(group('Waiting')).toContainText('scheduled 2 times')
    await expect(group('Cancelled')).toContainText(operations.cancelledParent)
  })

  await test.step('Each with what its calls are given', async () => {
    const row = (id: string) =>
      page.getByRole('row').filter({ hasText: new RegExp(`operation.*${id}`) })
    await expect(row(operations.deadEnd)).toContainText(/spender 0x.*, amount 4/)
    await expect(row(operations.ready)).toContainText(/then transfer to .*: sends 1 ETH/)
    await expect(row(operations.selfAdministration)).toContainText('newDelay 1 h, from 2 days')
  })

  await test.step('And the list of timelocks counts what there is to know of it alike', async () => {
    const note = page.getByRole('heading', { name: /^What it is/ })
    const own = page.getByRole('row').filter({ hasText: openzeppelin })
    // What its history and its roles tell comes later than what its code does.
    await expect(async () => {
      await page.goto(path)
      const [words = 'nothing'] =
        /\d+ things to know: .*/.exec((await note.textContent()) ?? '') ?? []
      await page.goto('/timelocks')
      await expect(own).toContainText(words, { timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
    await page.goto(path)
  })

  await test.step('And dead ends are named with what makes them one', async () => {
    await page.getByText('In words').click()
    await expect(
      page.getByText('was cancelled: it would have to be scheduled again and executed').first(),
    ).toBeVisible()
    await expect(page.getByText('is not known to this timelock').first()).toBeVisible()
  })

  await test.step('Also beside their titles, with what would have to be done first', async () => {
    const heading = page.locator('main > :has(h1)')
    await page.goto(`${path}/operations/${operations.deadEnd}`)
    await expect(heading).toContainText(/Dead end: it cannot be executed, because .* was cancelled/)
    await heading.getByRole('link', { name: /^approve on/ }).click()
    await expect(page).toHaveURL(`${path}/operations/${operations.cancelledParent}`)
    await expect(heading).not.toContainText('Dead end')
    await page.goto(`${path}/operations/${operations.orphan}`)
    await expect(heading).toContainText('is not known to this timelock')
    await page.goto(`${path}/operations/${operations.second}`)
    await expect(heading).toContainText(/Also waits for approve on .*, which is waiting/)
    await page.goto(`${path}/operations/${operations.first}`)
    await expect(heading).not.toContainText('waits for')
  })

  await test.step('And where in its life it is, with times', async () => {
    const stages = page.getByRole('list', { name: 'Stage' })
    const current = stages.locator('[aria-current="step"]')
    const utc = /\w{3} \d+ \w{3}, \d\d:\d\d UTC/
    const stage = (name: string) => stages.getByRole('listitem').filter({ hasText: name })
    await page.goto(`${path}/operations/${operations.rescheduled}`)
    await expect(current).toHaveText(new RegExp(`^Scheduled, now${utc.source}$`))
    await expect(stage('Ready, not yet')).toContainText(utc)
    await page.goto(`${path}/operations/${operations.executed}`)
    await expect(current).toHaveText(new RegExp(`^Executed, now${utc.source}$`))
    await page.goto(`${path}/operations/${operations.cancelledParent}`)
    await expect(stage('Scheduled, ended here')).toContainText(utc)
    await expect(current).toHaveCount(0)
  })

  await test.step('And an operation says what about it deserves a look', async () => {
    await page.goto(`${path}/operations/${operations.ready}`)
    const custody = page.getByRole('list', { name: 'Chain of custody' })
    await expect(custody.getByRole('listitem')).toContainText([
      'The bytes of the transaction are those of the events, by an account.',
      'Not executed yet.',
    ])
    await expect(page.getByText('has no code now', { exact: false })).toBeVisible()
    await expect(page.getByText('whoever executes has to add the rest')).toBeVisible()
    const reproduce = page.locator('#reproduce')
    await expect(reproduce.getByRole('listitem')).toHaveCount(4)
    await expect(reproduce).toContainText(
      `cast call ${openzeppelin} "getTimestamp(bytes32)(uint256)" ${operations.ready}`,
    )
    await page.goto(`${path}/operations/${operations.rescheduled}`)
    await expect(page.getByText('Scheduled, 2nd time')).toBeVisible()
    await expect(page.getByText('Scheduled, 1st time')).toBeVisible()
  })

  await test.step('And the queue has them, filtered by its address alone', async () => {
    await page.goto('/queue')
    await page.getByRole('combobox', { name: 'State' }).selectOption('blocked')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page).toHaveURL(/[?&]state=blocked/)
    const own = new RegExp(`operation.*${operations.deadEnd}`)
    await expect(page.getByRole('row').filter({ hasText: own })).toBeVisible()
    await page.goto(
      `/queue?risk=self-administration&timelock=${desk.world.harbor.chainId}:${openzeppelin}`,
    )
    await expect(
      page.getByRole('row').filter({ hasText: operations.selfAdministration }),
    ).toBeVisible()
    await expect(page.getByRole('row').filter({ hasText: operations.ready })).toBeHidden()
    await page.goto('/queue?target=0x12')
    await expect(page.getByLabel('Target')).toHaveAccessibleDescription(/40 hex digits/)
  })

  await test.step('And by the name of a function, and by an address with its chain before it', async () => {
    const row = (id: string) =>
      page.getByRole('row').filter({ hasText: new RegExp(`operation.*${id}`) })
    const { chainId } = desk.world.harbor
    await page.goto('/queue?timelock=others')
    await page.getByRole('textbox', { name: 'Search' }).fill('approve')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page).toHaveURL(/[?&]q=approve/)
    await expect(row(operations.deadEnd)).toBeVisible()
    await expect(row(operations.selfAdministration)).toBeHidden()
    await page.goto('/queue?q=updateDelay(uint256%20newDelay)')
    await expect(row(operations.selfAdministration)).toBeVisible()
    await expect(row(operations.deadEnd)).toBeHidden()
    await page.goto('/queue?q=approv&selector=approv')
    await expect(page.getByLabel('Search', { exact: true })).toHaveAccessibleDescription(
      /“approv” is neither .* there are approve/,
    )
    await expect(page.getByLabel('Function')).toHaveAccessibleDescription(/There are approve/)
    await page.goto(`/queue?timelock=eip155:${chainId}:${openzeppelin}&q=approve`)
    await expect(row(operations.deadEnd)).toBeVisible()
    await page.goto(`/timelocks/${chainId}/${chainId}:${openzeppelin}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'OpenZeppelin TimelockController',
    )
    await page.goto(`/timelocks/${chainId}/eth:${openzeppelin}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      `This address is of chain 1, not of chain ${chainId}`,
    )
    for (const prefix of ['', `${chainId}:`, `eip155:${chainId}:`]) {
      const path = `/api/v1/timelocks/${chainId}/${prefix}${openzeppelin}`
      expect((await page.request.get(path)).status(), path).toBe(200)
    }
  })

  await test.step('And a number of other timelocks leads to a list of just those', async () => {
    await page.goto('/queue')
    const states = page.getByRole('navigation', { name: 'State' })
    const waiting = states.getByRole('link', { name: /^Waiting/ })
    const words = (await waiting.textContent()) ?? ''
    await waiting.focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/[?&]timelock=others/)
    await expect(waiting).toHaveAttribute('aria-current', 'page')
    await expect(waiting).toBeFocused()
    await expect(waiting).toHaveText(words)
    await expect(page.getByRole('table').locator('tr.entry')).toHaveCount(
      Number(/\d+$/.exec(words)?.[0]),
    )
    await expect(page.getByRole('heading', { name: /^Other timelocks/ })).toBeVisible()
  })

  await test.step('And an operation id is enough to find one', async () => {
    await page.goto(`/find?q=${operations.orphan}`)
    await expect(page).toHaveURL(`${path}/operations/${operations.orphan}`)
  })
})

test('anyone has the operation of a stranger reviewed, and signs that the report was made again', async ({
  desk,
  visitor: { page, appBar },
}) => {
  const { openzeppelin, operations } = desk.world.strangers
  const { chainId } = desk.world.harbor
  const timelock = `/timelocks/${chainId}/${openzeppelin}`
  const path = `${timelock}/operations/${operations.selfAdministration}`
  const reviewer = castAddress(cast.council[1])
  const review = page.locator('#review')
  const attestations = page.locator('#attestations')

  await test.step('Given an operation that nobody has had reviewed', async () => {
    await page.goto(timelock)
    const follow = page.getByRole('button', { name: 'Follow this timelock' })
    if (await follow.isVisible()) await follow.click()
    await expect(async () => {
      await page.goto(path)
      await expect(review).toContainText('Nobody has had it reviewed here yet', { timeout: 2_000 })
    }).toPass({ timeout: 120_000 })
  })

  await test.step('When it is reviewed', async () => {
    await review.getByRole('button', { name: 'Review it here' }).click()
    await expect(page).toHaveURL(new RegExp(`${path}#review$`))
    await expect(review.getByText('JSON, as it was hashed')).toBeVisible({ timeout: 60_000 })
    const answer = await page.request.get(`/api/v1${path}`)
    const { last } = operationAnswer.parse(await answer.json()).review
    await expect(review).toContainText(last?.report ?? raise())
    await review.getByText(/^All \d+ findings$/).click()
    await expect(review.getByText('TL-01').first()).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  await test.step('And a reviewer signs that it was made again', async () => {
    await appBar.connectDemoSigner(reviewer)
    await expect(async () => {
      await page.reload()
      await attestations.getByText('Sign that you made the report again').click({ timeout: 5_000 })
    }).toPass({ timeout: 30_000 })
    await attestations.getByLabel('Your verdict').selectOption('warn')
    await attestations.getByRole('button', { name: 'Sign attestation' }).click()
    await expect(attestations.getByRole('status').filter({ hasText: 'kept' })).toBeVisible()
  })

  await test.step('Then it stands there, with who it is, and is verified without a node', async () => {
    await page.reload()
    await expect(attestations).toContainText(reviewer)
    await expect(attestations).toContainText('holds no role of this timelock that is known')
    const answer = await page.request.get(`/api/v1${path}/attestations`)
    const [{ attestation }] = (await answer.json()).attestations
    const verified = spawnSync(process.execPath, ['bin/suture.mjs', 'verify', '-'], {
      input: JSON.stringify(attestation),
      encoding: 'utf8',
    })
    expect([verified.status, verified.stderr]).toEqual([0, ''])
    expect(verified.stdout).toContain(reviewer)
  })
})

test('what is no timelock is refused with the reason', async ({ desk, visitor: { page } }) => {
  const { chainId, vault } = desk.world.harbor
  await page.goto(`/timelocks/${chainId}/${castAddress(cast.keeper)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This is no timelock')
  await expect(page.getByText('No code stands at this address')).toBeVisible()
  await page.goto(`/timelocks/${chainId}/${vault}`)
  await expect(page.getByText('It is none of the known kinds')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the history of this proxy' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Follow this timelock' })).toBeHidden()
  await page.goto(`/timelocks?address=0x12`)
  await expect(page.getByLabel('Address of a timelock')).toHaveAccessibleDescription(
    /40 hex digits/,
  )
})

test('without script all of it can be read', async ({ desk, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const { compound } = desk.world.strangers
  const path = `/timelocks/${desk.world.harbor.chainId}/${compound}`
  await page.goto(`${desk.url}/find?q=${compound}`)
  await expect(page).toHaveURL(`${desk.url}${path}`)
  await page.getByRole('button', { name: 'Follow this timelock' }).click()
  await expect(async () => {
    await page.goto(`${desk.url}${path}`)
    await expect(page.getByRole('rowheader', { name: 'Expired' })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 120_000 })
  await page
    .getByRole('link', { name: /^approve on/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Where it stands' })).toBeVisible()
  await context.close()
})

test('what is queued is compared with what runs, before anybody executes it', async ({
  desk,
  visitor: { page },
}) => {
  const { strategies, chainId } = desk.world.harbor
  const { patch } = worldPatch(desk, 'Strategies 2.0.0')
  const { from, to } = patch.upgrades[0] ?? raise()
  // It follows a beacon, which is what is upgraded.
  const path = `/proxies/${chainId}/${strategies[0]?.address}`

  await page.goto(path)
  const queued = page.getByRole('table', { name: 'Queued versions of the proxy, soonest first' })
  await expect(queued.getByRole('row').nth(1)).toContainText('its owner is this timelock')
  const json = page.getByRole('link', { name: 'JSON of this page' })
  const answer = await page.request.get((await json.getAttribute('href')) ?? '')
  const read = proxyHistoryAnswer.parse(await answer.json())
  expect(read.queued.map(({ implementation }) => implementation)).toEqual([to.address])
  await queued.getByRole('link', { name: 'From what runs now' }).click()
  await expect(page).toHaveURL(new RegExp(`${path}/${from.address}/${to.address}$`, 'i'))
  await expect(page.getByRole('heading', { name: 'What differs' })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  // As pages of operations lead to it.
  await page.goto(`${path}?to=${to.address}`)
  await expect(page).toHaveURL(new RegExp(`${path}/${from.address}/${to.address}$`, 'i'))
})

test('every version that a proxy has run, and what changed between two', async ({
  desk,
  visitor: { page },
}) => {
  const { rateAdapter, vaultsTimelock: to, chainId } = desk.world.harbor
  const { patch } = worldPatch(desk, 'Rate adapter 2.0.0')
  const upgrade = patch.upgrades.find(({ proxy }) => isAddressEqual(proxy.address, rateAdapter))
  const { from, to: next } = upgrade ?? raise()

  const data = encodeExecute(patchOperation(patch))
  await sendTransaction(desk.client, { from: demoAccount(9).address, to, data })
  await page.goto(`/proxies/${chainId}/${rateAdapter}`)
  const versions = page.getByRole('table', { name: 'Versions of the proxy, newest first' })
  const newest = versions.getByRole('row').nth(1)
  await expect(newest).toContainText('runs now')
  const json = page.getByRole('link', { name: 'JSON of this page' })
  const history = await page.request.get((await json.getAttribute('href')) ?? '')
  expect(history.headers().etag).toMatch(/^".+"$/)
  const read = proxyHistoryAnswer.parse(await history.json())
  expect(read.history.known && read.history.value.upgrades.at(-1)?.implementation).toBe(
    next.address,
  )
  await newest.getByRole('link', { name: /^From version/ }).click()
  await expect(page).toHaveURL(
    new RegExp(`/proxies/${chainId}/${rateAdapter}/${from.address}/${next.address}$`, 'i'),
  )
  await expect(page.getByRole('main')).toContainText('HarborRateAdapterV2')
  const between = await page.request.get((await json.getAttribute('href')) ?? '')
  const { diff } = versionsDiffAnswer.parse(await between.json())
  const changed = diff.known ? diff.value.files.map(({ path }) => path).join() : diff.reason
  expect(changed).toContain('HarborRateAdapterV2')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
})

function raise(): never {
  throw new Error('It upgrades something else.')
}
