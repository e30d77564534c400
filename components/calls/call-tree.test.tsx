import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { CallList, CallTree } from './call-tree'

const target = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'
const textOf = (html: string) => html.replace(/<[^>]+>/g, '')
const call = (over: Partial<DecodedCall>): DecodedCall => ({
  call: { target, value: 0n, data: '0xa9059cbb' },
  operation: 'call',
  confidence: 'known',
  args: [],
  children: [],
  ...over,
})
const drawn = (tree: DecodedCall, labels = {}) =>
  textOf(renderToStaticMarkup(<CallTree call={tree} labels={labels} />))

test('default', () => {
  const text = drawn(
    call({
      name: 'pay',
      args: [
        { name: 'to', type: 'address', value: target },
        { name: '', type: 'uint256', value: 84_000n },
      ],
    }),
  )
  expect(text).toBe(`CALL${target}.pay(to: ${target}, 84,000)`)
})

test('behavior: one byte is a byte', () => {
  const of = (data: `0x${string}`) =>
    drawn(
      call({
        call: { target, value: 0n, data },
        confidence: 'undecoded',
        args: undefined,
      }),
    )
  expect(of('0xfe')).toContain('Raw data, 1 byte0xfe')
  expect(of('0xfefe')).toContain('Raw data, 2 bytes')
})

test('behavior: what was not decoded is said, with its bytes', () => {
  const text = drawn(
    call({ confidence: 'undecoded', args: undefined, reason: 'no function known for 0xa9059cbb' }),
  )
  expect(text).toContain('unknown: not decoded')
  expect(text).toContain('no function known for 0xa9059cbb')
  expect(text).toContain('0xa9059cbb')
})

test('behavior: a guess never looks like knowledge', () => {
  expect(drawn(call({ name: 'f', confidence: 'guess' }))).toContain('unknown: guess')
  expect(drawn(call({ name: 'f', confidence: 'verified' }))).toContain('pass: verified ABI')
})

test('behavior: a delegatecall is called one, inside of others too', () => {
  const text = drawn(
    call({
      name: 'f',
      children: [{ via: 'migration', call: call({ name: 'g', operation: 'delegatecall' }) }],
    }),
  )
  expect(text).toContain('DELEGATECALL')
})

test('behavior: ether that goes along is said', () => {
  expect(drawn(call({ call: { target, value: 5n, data: '0x' } }))).toContain('with 5 wei')
})

test('behavior: an address is never hidden behind its label', () => {
  expect(drawn(call({ name: 'f' }), { [target.toLowerCase()]: 'Vault' })).toContain(
    `Vault 0x31E41F…57F5${target}`,
  )
})

test('behavior: strings from the chain are shown as they are', () => {
  const text = drawn(call({ name: 'f', args: [{ name: 'n', type: 'string', value: 'a\u202Eb' }] }))
  expect(text).toContain('U+202E')
})

test('behavior: of bytes alone no target is told, but of the calls within them', () => {
  const within = call({ name: 'g' })
  const calls = [call({ name: 'f', children: [{ via: 'f', call: within }] })]
  const html = (isTargetUnknown?: boolean) =>
    textOf(renderToStaticMarkup(<CallList calls={calls} isTargetUnknown={isTargetUnknown} />))
  expect(html(true)).toMatch(/^CALLtarget not given\.f/)
  expect(html(true).split(target)).toHaveLength(2)
  expect(html()).toContain(`CALL${target}.f`)
})
