import {
  type Address,
  bytesToHex,
  bytesToString,
  concatBytes,
  getAddress,
  type Hash,
  type Hex,
  hexToBytes,
  isAddress,
} from 'viem'
import { BaseError } from '@/lib/core/error/base-error'

/** What the device said no with, in words that say what to do on it. */
export class LedgerStatusError extends BaseError {
  override readonly name = 'LedgerStatusError'
  readonly status: number
  constructor(status: number) {
    const [message, hint] = meanings[status] ?? [
      'The Ledger refused.',
      'Look at its screen, open the Ethereum app and try again.',
    ]
    super(message, { facts: [['Status', `0x${status.toString(16)}`]], hint, retry: true })
    this.status = status
  }
}

const openApp = ['The Ethereum app is not open.', 'Open it on the device and try again.'] as const
const unlock = ['The Ledger is locked.', 'Unlock it and try again.'] as const

const meanings: Readonly<Record<number, readonly [message: string, hint: string]>> = {
  27013: ['It was rejected on the Ledger.', 'Nothing was signed.'],
  21781: unlock,
  27010: unlock,
  26628: unlock,
  25873: openApp,
  27904: openApp,
  28160: openApp,
  28161: openApp,
  27264: [
    'The Ethereum app does not sign hashes.',
    'It shows the domain hash and the message hash only where blind signing is on in its settings.',
  ],
}

/** `44'/60'/0'/0/0` as five numbers. */
export type DerivationPath = readonly number[]

const hardened = (index: number) => index + 0x8000_0000

/** The first accounts of the two ways in which wallets count them. */
export const usualPaths: readonly DerivationPath[] = [
  ...Array.from({ length: 5 }, (_, index) => [hardened(44), hardened(60), hardened(index), 0, 0]),
  ...Array.from({ length: 4 }, (_, index) => [hardened(44), hardened(60), hardened(0), index + 1]),
]

/** The command for the address at a path; nothing is shown on the device. */
export function addressCommand(path: DerivationPath): Uint8Array {
  return command(0x02, pathBytes(path))
}

/**
 * The command to sign an EIP-712 message by its two hashes. The device shows both, to be compared with the screen.
 *
 * @see https://github.com/LedgerHQ/app-ethereum/blob/develop/doc/ethapp.adoc (SIGN ETH EIP 712, version 0)
 */
export function signHashesCommand(parameters: {
  path: DerivationPath
  domainHash: Hash
  messageHash: Hash
}): Uint8Array {
  const { path, domainHash, messageHash } = parameters
  return command(
    0x0c,
    concatBytes([pathBytes(path), hexToBytes(domainHash), hexToBytes(messageHash)]),
  )
}

/** Length and public key, length and 40 hex digits of the address without 0x. */
export function readAddress(answer: Uint8Array): Address {
  const start = 1 + (answer[0] ?? 0)
  const length = answer[start] ?? 0
  const address = `0x${bytesToString(answer.slice(start + 1, start + 1 + length))}`
  if (!isAddress(address, { strict: false })) throw new LedgerStatusError(0)
  return getAddress(address)
}

/** v, r and s, in this order; wallets and Safes want v last. */
export function readSignature(answer: Uint8Array): Hex {
  if (answer.length !== 65) throw new LedgerStatusError(0)
  return bytesToHex(concatBytes([answer.slice(1), answer.slice(0, 1)]))
}

/** Takes the status off an answer. @throws LedgerStatusError */
export function withoutStatus(answer: Uint8Array): Uint8Array {
  const [high = 0, low = 0] = answer.slice(-2)
  const status = (high << 8) | low
  if (status !== 0x9000) throw new LedgerStatusError(status)
  return answer.slice(0, -2)
}

function command(instruction: number, data: Uint8Array): Uint8Array {
  return concatBytes([Uint8Array.of(0xe0, instruction, 0, 0, data.length), data])
}

function pathBytes(path: DerivationPath): Uint8Array {
  const bytes = new Uint8Array(1 + 4 * path.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, path.length)
  for (const [index, part] of path.entries()) view.setUint32(1 + 4 * index, part)
  return bytes
}
