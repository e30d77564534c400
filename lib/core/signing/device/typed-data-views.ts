import { domainSeparator, type Hash, hashStruct, hashTypedData } from 'viem'
import type { DeviceScreen, DeviceView } from './device-view'
import type { TypedData } from './typed-data'
import { domainFields, type TypedDataField, typedDataFields } from './typed-data-fields'

export type TypedDataHashes = {
  readonly domainHash: Hash
  readonly messageHash: Hash
  /** What is signed; ERC-8213 calls it the EIP-712 Digest, a Safe its safeTxHash. */
  readonly digest: Hash
}

/** @throws errors of viem for typed data that nobody could hash. */
export function hashTypedDataParts({
  domain,
  types,
  primaryType,
  message,
}: TypedData): TypedDataHashes {
  // What viem wants to infer from literals is only known at run time here.
  const given = { domain, types, primaryType, message } as never
  return {
    domainHash: domainSeparator({ domain } as never),
    messageHash: hashStruct({ data: message, primaryType, types } as never),
    digest: hashTypedData(given),
  }
}

/**
 * What devices show of typed data: Ledger by its two hashes or field by field, Trezor field by field or by the two hashes.
 *
 * @see https://github.com/LedgerHQ/app-ethereum (src/features/sign_message_eip712)
 * @see https://github.com/trezor/trezor-firmware (core/src/apps/ethereum/layout.py)
 */
export function typedDataViews(typedData: TypedData): DeviceView[] {
  const { domainHash, messageHash } = hashTypedDataParts(typedData)
  const domain = domainFields(typedData.domain)
  const fields = typedDataFields(typedData)
  const hashes = [
    screen('Domain hash', domainHash, 'hash'),
    screen('Message hash', messageHash, 'hash'),
  ]
  const [, lastHash] = hashes
  const unnamed = [
    'The chain and the contract are shown as numbers; no device can know that they are the right ones.',
  ]
  return [
    {
      id: 'ledger-hashes',
      device: 'Ledger',
      when: 'Ethereum app with blind signing, or any version that the wallet gives only hashes',
      screens: hashes,
      missing: ['Which fields were hashed: two equal hashes are all there is to compare.'],
    },
    {
      id: 'ledger-fields',
      device: 'Ledger',
      when: 'Ethereum app that reads typed data, without a descriptor of the contract',
      screens: [
        screen('Review struct', 'EIP712Domain', 'text'),
        ...domain.map((field) => screen(field.name, field.value, field.form)),
        screen('Review struct', typedData.primaryType, 'text'),
        ...fields.map((field) => screen(nameOf(field), field.value, field.form)),
        ...(lastHash ? [lastHash] : []),
      ],
      missing: [
        ...unnamed,
        'Older versions cut long bytes off and end them in “...”: then compare the message hash.',
      ],
    },
    {
      id: 'trezor-fields',
      device: 'Trezor',
      when: 'Safe 3, Safe 5, Safe 7 and Model T, where everything is shown in full',
      screens: [
        screen('Confirm domain', 'Show full domain', 'text'),
        ...domain.map(trezorField),
        screen(
          'Confirm message',
          `${typedData.primaryType}: contains ${fields.length} keys`,
          'text',
        ),
        ...fields.map(trezorField),
        ...(lastHash ? [lastHash] : []),
      ],
      missing: [...unnamed, 'Bytes are shown without 0x, page by page.'],
    },
    {
      id: 'trezor-hashes',
      device: 'Trezor',
      when: 'Model One, which signs by hash',
      screens: hashes,
      missing: ['Which fields were hashed: two equal hashes are all there is to compare.'],
    },
  ]
}

function screen(heading: string, value: string, form: DeviceScreen['form']): DeviceScreen {
  return { heading, value, form }
}

function nameOf({ parents, name }: TypedDataField): string {
  return [...parents.slice(1), name].join('.')
}

/** The title names where the field stands and is cut to its last 16 characters, as the device does. */
function trezorField({ parents, name, type, value, form }: TypedDataField): DeviceScreen {
  const path = parents.join('.')
  const title = path.length <= 18 ? path : `..${path.slice(-16)}`
  const shown = type.startsWith('bytes') ? value.replace(/^0x/, '') : value
  return screen(`${title} · ${name} (${type})`, shown, form === 'hash' ? 'hex' : form)
}
