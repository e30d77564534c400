import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import {
  addressOf,
  hashOf,
  owners,
  safe,
  transactionOf,
} from '@/lib/core/patch/__fixtures__/records'
import { HashTable } from './hash-table'
import { OwnersList } from './owners-list'
import { signatureProgress } from './signature-progress'
import { SignatureSeam } from './signature-seam'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const former = addressOf('former')
const transaction = transactionOf({ name: 'x', nonce: 47n, signers: [owners[0]!, former] })

describe('signatureProgress', () => {
  test('default', () => {
    expect(signatureProgress({ transaction, safe })).toEqual({ signed: 1, threshold: 2 })
  })

  test('behavior: without the Safe the threshold is unknown, not met', () => {
    expect(signatureProgress({ transaction, safe: undefined })).toEqual({
      signed: 2,
      threshold: undefined,
    })
  })
})

describe('OwnersList', () => {
  const html = renderToStaticMarkup(
    <OwnersList
      safe={safe}
      transaction={transaction}
      viewer={owners[2]}
      refused={[{ signer: addressOf('stranger'), reason: 'not an owner' }]}
    />,
  )

  test('behavior: a former owner’s signature is shown and not counted', () => {
    expect(textOf(html)).toContain('no longer an owner; not counted')
  })

  test('behavior: a refused signature is shown with its reason', () => {
    expect(textOf(html)).toContain('not an owner; not counted')
  })

  test('behavior: who looks is told which one they are, once', () => {
    expect(textOf(html).match(/ you /g)).toHaveLength(1)
  })
})

describe('SignatureSeam', () => {
  const stitches = (signed: number, threshold: number | undefined) =>
    renderToStaticMarkup(<SignatureSeam progress={{ signed, threshold }} />).match(/ 1V/g)
      ?.length ?? 0

  test('behavior: one stitch for each signature', () => {
    expect([stitches(0, 3), stitches(2, 3), stitches(3, 3)]).toEqual([0, 2, 3])
  })

  test('behavior: more than enough signatures close the seam and no more', () => {
    expect(stitches(5, 3)).toBe(3)
  })

  test('behavior: no seam without a threshold', () => {
    const html = renderToStaticMarkup(
      <SignatureSeam progress={{ signed: 2, threshold: undefined }} />,
    )
    expect(html).not.toContain('<svg')
    expect(textOf(html)).toContain('2 of an unknown number')
  })
})

describe('HashTable', () => {
  const verdicts = (answer: Parameters<typeof HashTable>[0]['rows'][number]['contract']) =>
    textOf(
      renderToStaticMarkup(
        <HashTable
          rows={[
            {
              label: 'safeTxHash',
              computed: hashOf('a'),
              service: { kind: 'not-offered' },
              contract: answer,
            },
          ]}
        />,
      ),
    )

  test('default', () => {
    expect(verdicts({ kind: 'answer', hash: hashOf('a') })).toContain('pass: same')
  })

  test('behavior: one differing bit is a failure with both sides in full', () => {
    const other = `${hashOf('a').slice(0, -1)}${hashOf('a').endsWith('0') ? '1' : '0'}` as const
    const text = verdicts({ kind: 'answer', hash: other as `0x${string}` })
    expect(text).toContain('fail: differs')
    expect(text).not.toContain('pass:')
  })

  test('behavior: no answer is unknown, never the same', () => {
    const text = verdicts({ kind: 'unknown', reason: 'no answer' })
    expect(text).toContain('unknown: no answer')
    expect(text).not.toContain('pass:')
  })
})
