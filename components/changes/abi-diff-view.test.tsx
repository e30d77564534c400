import { renderToStaticMarkup } from 'react-dom/server'
import { type Abi, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { diffAbi } from '@/lib/core/abi/diff-abi'
import { AbiDiffView, type AbiDiffViewProps } from './abi-diff-view'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const drawDiff = (diff: AbiDiffViewProps['diff'], clashes?: AbiDiffViewProps['clashes']) =>
  textOf(renderToStaticMarkup(<AbiDiffView diff={diff} clashes={clashes} />))
const draw = (from: Abi, to: Abi) => drawDiff({ known: true, value: diffAbi({ from, to }) })

const old = parseAbi([
  'function pause()',
  'function cap() view returns (uint256)',
  'event Paused(address by)',
])
const now = parseAbi([
  'function cap() returns (uint256, bool)',
  'function stop(uint64 until) payable returns (bool)',
  'event Paused(address by)',
  'error Stopped()',
])

test('default', () => {
  const text = draw(old, now)
  expect(text).toContain('− removed pause() nonpayable, returns nothing 0x8456cb59')
  expect(text).toContain(
    '± changed cap() was view, is nonpayable returned (uint256), returns (uint256,bool)',
  )
  expect(text).toContain('+ added stop(uint64) payable, returns (bool)')
  expect(text).toContain('1 removed, 1 changed, 1 added')
  expect(text.indexOf('removed pause')).toBeLessThan(text.indexOf('added stop'))
})

describe('behavior', () => {
  test('nothing changed, none at all, and unknown are three things', () => {
    expect(draw(old, old)).toContain('Functions nothing changed')
    expect(draw([], [])).toContain('Neither side has any.')
    const unknown = drawDiff({ known: false, reason: 'No ABI is known.' })
    expect(unknown).toContain('unknown No ABI is known.')
    expect(unknown).not.toContain('nothing changed')
  })

  test('clashes: none, some and unknown', () => {
    const diff = { known: true, value: diffAbi({ from: old, to: now }) } as const
    expect(drawDiff(diff, { known: true, value: [] })).toContain('No function of the new code')
    expect(drawDiff(diff, { known: false, reason: 'Not read.' })).toContain('Not read.')
    const clash = { selector: '0x8456cb59', proxy: 'admin()', implementation: 'pause()' } as const
    expect(drawDiff(diff, { known: true, value: [{ ...clash, kind: 'collision' }] })).toContain(
      '0x8456cb59 admin() pause() fail: another function answers',
    )
  })

  test('calls without a selector are told of', () => {
    expect(draw(old, [...old, { type: 'receive', stateMutability: 'payable' }])).toContain(
      'receive: was none, is payable',
    )
  })

  test('names are text, whatever they hold', () => {
    const name = '<b>x</b>\u202E'
    const evil = {
      type: 'function',
      name,
      inputs: [],
      outputs: [],
      stateMutability: 'view',
    } as const
    const html = renderToStaticMarkup(
      <AbiDiffView diff={{ known: true, value: diffAbi({ from: [], to: [evil] }) }} />,
    )
    expect(html).not.toContain('<b>x')
    expect(html).toContain('U+202E')
  })
})
