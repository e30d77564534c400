import { renderToStaticMarkup } from 'react-dom/server'
import { keccak256 } from 'viem'
import { expect, test } from 'vitest'
import type { CustodyCode, CustodyStep } from '@/lib/core/patch/chain-of-custody'
import { CustodyChain } from './custody-chain'

const address = '0x00000000000000000000000000000000000000Aa'
const code = (byte: '0x01' | '0x02'): CustodyCode => ({
  address,
  codeHash: { known: true, value: keccak256(byte) },
  verdict: 'pass',
})

/** How many codes are named at the one step of a chain that has these. */
function namedOf(codes: readonly CustodyCode[]): number {
  const step: CustodyStep = {
    name: 'dossier',
    verdict: 'pass',
    detail: 'The same bytes.',
    operationId: undefined,
    transaction: undefined,
    at: undefined,
    codes,
  }
  const html = renderToStaticMarkup(<CustodyChain steps={[step]} recordKey={keccak256('0x03')} />)
  return html.split('code of').length - 1
}

test('behavior: one code of several proxies is said once', () => {
  expect(namedOf([code('0x01'), code('0x01'), code('0x01')])).toBe(1)
})

test('behavior: of one address another code is another', () => {
  expect(namedOf([code('0x01'), code('0x02')])).toBe(2)
})
