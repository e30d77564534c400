import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AddressDiff } from './address-diff'
import { AddressView } from './address-view'
import { HashView } from './hash-view'
import { UntrustedText } from './untrusted-text'

const address = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'
const textOf = (html: string) => html.replace(/<[^>]+>/g, '')

test('default', () => {
  const html = renderToStaticMarkup(<AddressView address={address} />)
  expect(html).toContain('<span aria-hidden="true">0x31E41F…57F5</span>')
  expect(html).toContain(`<span class="sr-only">${address}</span>`)
})

test('args: full', () => {
  expect(textOf(renderToStaticMarkup(<AddressView address={address} full />))).toBe(address)
})

test('args: label', () => {
  const text = textOf(renderToStaticMarkup(<AddressView address={address} label="Vault" full />))
  expect(text).toBe(`Vault ${address}`)
})

test('behavior: an address in a sentence breaks in its middle, and one cut short not at all', () => {
  const text = `Only ${address} (0x31E41F…57F5) may; 0x31E4 and ${address}0 are others.`
  const html = renderToStaticMarkup(<UntrustedText text={text} />)
  expect(textOf(html)).toBe(text)
  expect(html).toContain(
    `<span class="font-mono">${address.slice(0, 22)}<wbr/>${address.slice(22)}</span>`,
  )
  expect(html).toContain('<span class="whitespace-nowrap">0x31E41F…57F5</span>')
  expect(html.match(/<span/g)).toHaveLength(2)
})

test('behavior: a hash loses no character in its groups', () => {
  const hash = `0x${'0123456789abcdef'.repeat(4)}` as const
  expect(textOf(renderToStaticMarkup(<HashView hash={hash} />))).toBe(hash)
})

test('behavior: a look-alike is called one', () => {
  const twin = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'.replace(
    'b362',
    'c471',
  ) as typeof address
  const html = renderToStaticMarkup(<AddressDiff expected={address} found={twin} />)
  expect(html).toContain('look-alike')
  expect(html).toContain('<mark')
  const other = '0x5f4804d56d1A049ba620974D054Cc5bd1e37F8Da'
  expect(renderToStaticMarkup(<AddressDiff expected={address} found={other} />)).not.toContain(
    'look-alike',
  )
})

test('behavior: text of others is neither markup nor able to turn the line around', () => {
  const html = renderToStaticMarkup(<UntrustedText text={'<b>Pay \u202Eeciovni'} />)
  expect(html).not.toContain('\u202E')
  expect(html).not.toContain('<b>')
  expect(textOf(html)).toBe('&lt;b&gt;Pay U+202Eeciovni')
})

test('behavior: a megabyte of name is cut', () => {
  expect(
    renderToStaticMarkup(<UntrustedText text={'x'.repeat(1_000_000)} maxLength={100} />).length,
  ).toBeLessThan(300)
})
