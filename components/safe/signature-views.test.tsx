import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { PublicConfig } from '@/lib/config/public-config'
import {
  addressOf,
  owners,
  recordOf,
  safe,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/records'
import { diffTransactions } from '@/lib/core/safe/diff-transactions'
import { rejectionOf } from '@/lib/core/safe/rejection-of'
import { FieldPairs } from './field-pairs'
import type { NestedApprovalPanelProps } from './nested-approval-panel'
import { NestedOwners } from './nested-owners'
import { RivalsSection } from './rivals-section'
import { SignatureVerdicts } from './signature-verdicts'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const mine = transactionOf({ name: 'mine', nonce: 47n, signers: [owners[0]!] })

test('FieldPairs: what differs is in sight, the rest is folded', () => {
  const { transaction } = mine
  const pairs = diffTransactions(transaction, { ...transaction, value: 7n })
  const html = renderToStaticMarkup(
    <FieldPairs pairs={pairs} caption="a" leftLabel="This one" rightLabel="The other" />,
  )
  const [before] = html.split('<details') as [string]
  expect(textOf(before)).toContain('value 0 7')
  expect(textOf(before)).not.toContain('gasPrice')
  expect(textOf(html)).toContain('11 fields are the same')
})

test('FieldPairs: an address that looks like the other one is said to', () => {
  const { transaction } = mine
  const end = transaction.target.slice(-6)
  const target = `${transaction.target.slice(0, 8)}${'0'.repeat(28)}${end}` as const
  const view = (other: `0x${string}`) =>
    textOf(
      renderToStaticMarkup(
        <FieldPairs
          pairs={diffTransactions(transaction, { ...transaction, target: other })}
          caption="a"
          leftLabel="This one"
          rightLabel="The other"
        />,
      ),
    )
  expect(view(target as `0x${string}`)).toContain('look-alike')
  expect(view(addressOf('quite another'))).not.toContain('look-alike')
})

describe('RivalsSection', () => {
  const view = (rival: typeof mine) =>
    textOf(
      renderToStaticMarkup(
        <RivalsSection
          transaction={mine}
          records={[
            {
              ...recordOf({ name: '<b>x</b>', stage: 'proposed' }),
              others: [rival],
              schedules: [],
            },
          ]}
          safe={safe}
          timelocks={[]}
        />,
      ),
    )

  test('default: the other, as text, with how far it has got', () => {
    const html = view(transactionOf({ name: 'other', nonce: 47n }))
    expect(html).toContain('2 transactions want nonce 47')
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;')
    expect(html).not.toContain('withdrawn')
  })

  test('behavior: a rejection by somebody who had signed', () => {
    const other = transactionOf({ name: 'rejection', nonce: 47n, signers: [owners[0]!] })
    const rejection = { ...other, transaction: rejectionOf(mine.transaction) }
    expect(view(rejection)).toContain('support withdrawn')
  })

  test('behavior: nothing where nobody else wants the nonce', () => {
    expect(view(transactionOf({ name: 'later', nonce: 48n })).trim()).toBe('')
  })
})

test('SignatureVerdicts: unknown and refused are never a pass', () => {
  const [signer] = owners as [`0x${string}`]
  const signature = { kind: 'contract', signer, data: '0x' } as const
  const view = (each: Parameters<typeof SignatureVerdicts>[0]['signatures'][number]) =>
    textOf(renderToStaticMarkup(<SignatureVerdicts signatures={[each]} />))
  expect(view({ verdict: 'counts', signature })).toContain('pass: confirmed by the contract')
  expect(view({ verdict: 'unknown', signature, reason: 'no answer' })).toContain(
    'unknown: no answer',
  )
  const refused = view({
    verdict: 'refused',
    bytes: '0x',
    signer: addressOf('x'),
    reason: 'foreign',
  })
  expect(refused).toContain('fail: foreign; not counted')
})

test('NestedOwners: an owner that says a version which is not known takes no page down', () => {
  const node = (version: string) => {
    const address = addressOf('strange')
    const state = { ...safe, safe: { ...safe.safe, address }, version }
    return { kind: 'safe', address, state, owners: [] } as const
  }
  const view = (version: string) =>
    textOf(
      renderToStaticMarkup(
        <NestedOwners
          config={{ chains: [], protocols: [] } as unknown as PublicConfig}
          tree={{ kind: 'safe', address: safe.safe.address, state: safe, owners: [node(version)] }}
          lead={{ transaction: mine, safe } as NestedApprovalPanelProps['lead']}
          transactions={[]}
        />,
      ),
    )
  expect(view('9.4.1')).toContain('How it approves is not known')
  expect(view('9.4.1')).toContain('9.4.1')
  expect(view('1.4.1')).toContain('Approves by')
  expect(view('1.4.1')).not.toContain('is not known')
})
