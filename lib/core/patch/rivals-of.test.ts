import { expect, test } from 'vitest'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import { addressOf } from './__fixtures__/draft'
import {
  confirmedBy,
  executed,
  patchOf,
  proposed,
  scheduleOf,
  transactionOf,
} from './__fixtures__/proposals'
import { recordOf } from './__fixtures__/records'
import { rivalsOf } from './rivals-of'

const [ada, grace] = [addressOf('ada'), addressOf('grace')]
const mine = proposed('mine', transactionOf(scheduleOf(patchOf('vault'))), confirmedBy(ada))
const other = proposed('other', transactionOf(scheduleOf(patchOf('adapter'))), confirmedBy(grace))
const record = (name: string, schedules = [other]) => ({
  ...recordOf({ name, stage: 'proposed' as const }),
  schedules,
  others: [],
})

test('default: another patch at the same nonce, told once', () => {
  const rivals = rivalsOf(mine, [record('a', [mine]), record('b'), record('c')])
  expect(rivals.map(({ record, transaction }) => [record.title, transaction])).toEqual([
    [record('b').title, other],
  ])
  expect(rivals[0]).toMatchObject({ isRejection: false, alsoSignedBy: [] })
})

test('behavior: an owner who signed and then rejects has withdrawn', () => {
  const rejection = proposed('rejection', rejectionOf(mine.transaction), confirmedBy(ada, grace))
  expect(rivalsOf(mine, [record('b', [rejection])])).toMatchObject([
    { isRejection: true, alsoSignedBy: [ada] },
  ])
})

test('behavior: another nonce, another Safe, another chain or what is over is no rival', () => {
  const { transaction } = other
  const strangers = [
    { ...transaction, nonce: 8n },
    { ...transaction, safe: { ...transaction.safe, address: addressOf('other safe') } },
    { ...transaction, safe: { ...transaction.safe, chainId: 5 } },
  ].map((each, index) => proposed(`stranger ${index}`, each))
  const over = { ...other, outcome: { status: 'replaced' } as const }
  expect(rivalsOf(mine, [record('b', [...strangers, over])])).toEqual([])
  expect(rivalsOf({ ...mine, outcome: executed() }, [record('b')])).toEqual([])
})
