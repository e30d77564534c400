import { expect, test } from 'vitest'
import { about, acknowledge, ada, judgement, stranger } from './__fixtures__/acknowledge'
import { judgeAcknowledgements } from './judge-acknowledgements'

const owners = [ada.address]
const standingsOf = async (...acknowledgements: Awaited<ReturnType<typeof acknowledge>>[]) =>
  (await judgeAcknowledgements({ ...about, acknowledgements, owners })).map(
    ({ standing }) => standing,
  )

test('default', async () => {
  expect(await standingsOf(await acknowledge(judgement))).toEqual(['counts'])
  expect(await standingsOf()).toEqual([])
})

test('behavior: a signer who is no owner now counts for nothing, and is told apart from a forgery', async () => {
  const byStranger = await acknowledge(judgement, { signer: stranger.address }, stranger)
  const forged = await acknowledge(judgement, {}, stranger)
  expect(await standingsOf(byStranger, forged)).toEqual(['not-an-owner', 'forged'])
})

test('behavior: one for another patch, Safe or chain says nothing here', async () => {
  expect(
    await standingsOf(
      await acknowledge(judgement, { patch: `0x${'22'.repeat(32)}` }),
      await acknowledge(judgement, { safe: { ...about.safe, chainId: 1 } }),
      await acknowledge(judgement, { safe: { ...about.safe, address: stranger.address } }),
    ),
  ).toEqual(['of-another-patch', 'of-another-patch', 'of-another-patch'])
})
