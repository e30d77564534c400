import { renderToStaticMarkup } from 'react-dom/server'
import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { now, owners, recordOf, safe, transactionOf } from '@/lib/core/patch/__fixtures__/records'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { AttentionItem } from './attention-item'

const clock = {
  block: { number: 12n, hash: zeroHash, timestamp: now },
  readAt: Number(now) * 1_000,
}
const open = (name: string, nonce: bigint): PatchRecord => ({
  ...recordOf({ name, stage: 'proposed' }),
  schedules: [transactionOf({ name, nonce, signers: owners.slice(0, 1) })],
})

function told(record: PatchRecord, records: readonly PatchRecord[]): string {
  const [transaction] = record.schedules
  const item = { kind: 'sign', record, transaction, safe } as const
  const html = renderToStaticMarkup(
    <AttentionItem item={item} clock={clock} review={undefined} records={records} />,
  )
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

const [lower, raise] = [open('Lower the fee', 49n), open('Raise the fee', 49n)]

test('default: another patch that wants the same nonce is named', () => {
  expect(told(lower, [lower, raise])).toMatch(
    /Safe nonce 49\. warn: Raise the fee wants it too: only one can ever execute/,
  )
})

test('behavior: several are counted', () => {
  expect(told(lower, [lower, raise, open('Pause', 49n)])).toContain(
    'warn: 2 others want it too: only one can ever execute',
  )
})

test('behavior: a nonce of its own is only told', () => {
  const text = told(lower, [lower, open('Pause', 50n)])
  expect(text).toContain('Safe nonce 49.')
  expect(text).not.toContain('only one can ever execute')
})

test('behavior: what is ready says for how long, and since when', () => {
  const record = recordOf({ name: 'A', stage: 'ready', eta: -33_720n })
  const html = renderToStaticMarkup(
    <AttentionItem
      item={{ kind: 'execute-operation', record, transaction: undefined, safe: undefined }}
      clock={clock}
      review={undefined}
      records={[record]}
    />,
  )
  const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(text).toContain('ready for 9 h 22 min since Fri 20 Nov, 05:00 UTC')
})
