import { formatEther, getAddress, size, slice } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { calldataDigest } from './calldata-digest'
import type { DeviceScreen, DeviceView } from './device-view'

/**
 * What devices show of a plain transaction: where it goes, what it carries, the selector and the Calldata Digest of
 * ERC-8213. Fee and nonce of the sender are the wallet's to choose and are not here, nor is the hash of the transaction,
 * which covers them.
 *
 * @param parameters.chainId Of the chain on which it is sent.
 */
export function callViews({
  call,
  chainId,
}: {
  readonly call: Call
  readonly chainId: number
}): DeviceView[] {
  const { target, value, data } = call
  const hasData = data !== '0x'
  const text = (heading: string, shown: string): DeviceScreen => ({
    ...{ heading, value: shown },
    form: 'text',
  })
  const to = (heading: string): DeviceScreen => ({
    heading,
    value: getAddress(target),
    form: 'hex',
  })
  const digest: DeviceScreen[] = hasData
    ? [{ heading: 'Calldata Digest', value: calldataDigest(data), form: 'hash' }]
    : []
  const selector = size(data) >= 4 ? [text('Selector', slice(data, 0, 4))] : []
  const chain = text('Network', `chain ${chainId}`)
  const amount = text('Amount', `${formatEther(value)} of the native currency`)
  const missing = [
    'Fee and nonce of your account are chosen by the wallet, so they are not foreseen here.',
    ...(hasData
      ? ['The Calldata Digest (ERC-8213) covers neither target nor amount nor chain.']
      : []),
  ]
  return [
    {
      id: 'ledger-call',
      device: 'Ledger',
      when: 'Ethereum app with blind signing; the selector where contract data is shown, the digest where it knows ERC-8213',
      screens: [amount, to('To'), chain, ...selector, ...digest],
      missing,
    },
    {
      id: 'trezor-call',
      device: 'Trezor',
      when: 'all models; the digest where the firmware knows ERC-8213',
      screens: [
        ...(hasData
          ? [text('Confirm data', `Size: ${size(data)} bytes`), trezorBytes(data), ...digest]
          : []),
        to('Recipient'),
        amount,
      ],
      missing,
    },
  ]
}

/** Without 0x, page by page. */
function trezorBytes(data: Call['data']): DeviceScreen {
  return { heading: 'Data', value: data.slice(2), form: 'hex' }
}
