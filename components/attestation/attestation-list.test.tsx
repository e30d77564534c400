import { renderToStaticMarkup } from 'react-dom/server'
import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { AttestedVerdict } from '@/lib/core/signing/attestation'
import { AttestationList } from './attestation-list'

const timelock = { chainId: 1, address: '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5' } as const
const [ada, bob] = [
  '0xAe03Bc7f5416dab7B131ef89f245E588B4a08Ba0',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
] as const

const signed = (signer: typeof ada | typeof bob, verdict: AttestedVerdict, isForged = false) => ({
  isForged,
  who: 'somebody',
  attestation: {
    ...{ timelock, signer, verdict, operation: zeroHash, report: zeroHash, note: '' },
    signature: `0x${verdict}${signer}` as const,
    ...{ submittedAt: 1n, checkedBlock: undefined },
  },
})
const draw = (...attestations: ReturnType<typeof signed>[]) =>
  renderToStaticMarkup(<AttestationList attestations={attestations} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

test('behavior: an account that has changed its mind is told at each of its verdicts', () => {
  const text = draw(signed(ada, 'pass'), signed(bob, 'pass'), signed(ada, 'fail'))
  expect(text.match(/has signed another verdict, too: \w+/g)).toEqual([
    'has signed another verdict, too: fail',
    'has signed another verdict, too: pass',
  ])
})

test('behavior: what others have signed, or it has not, is no change of mind', () => {
  const text = draw(signed(ada, 'pass'), signed(ada, 'fail', true), signed(bob, 'fail'))
  expect(text.match(/another verdict, too: \w+/g)).toEqual(['another verdict, too: pass'])
})
