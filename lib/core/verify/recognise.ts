import { type Hash, type Hex, size } from 'viem'
import { knownFunctions } from '@/lib/core/calldata/known-functions'
import type { Call } from '@/lib/core/chain/call'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { parseHash } from '@/lib/core/chain/parse-hash'
import {
  addressOf,
  asObject,
  bytesOrNone,
  InvalidMemberError,
  uintOf,
  uintOrZero,
  type WireObject,
} from '@/lib/core/chain/parse-wire-fields'
import { visibleText } from '@/lib/core/chain/visible-text'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import { parseSignatureFile } from '@/lib/core/safe/parse-signature-file'
import { parseAttestation } from '@/lib/core/signing/attestation-document'
import { isDescriptor, parseDescriptor } from '@/lib/core/signing/clear-signing/parse-descriptor'
import type { Given, GivenOptions } from './given'
import { readReport } from './read-report'
import { readTypedData } from './read-typed-data'
import { InputTooLargeError, longestInput, NotRecognisedError } from './verify-error'

/**
 * Reads what somebody pasted, dropped or scanned: JSON by what it says that it is or by its shape, hex by its length. What
 * is of a known kind and broken is refused by that kind's own error; what is of none, with what was tried.
 *
 * @throws InputTooLargeError, NotRecognisedError, and what the parser of its kind throws
 */
export function recognise(input: string, options: GivenOptions = {}): Given {
  if (input.length > longestInput) throw new InputTooLargeError(input.length)
  const text = input.trim()
  if (text.startsWith('{')) return recogniseJson(text, options)
  if (/^0x/i.test(text)) return recogniseHex(text)
  throw new NotRecognisedError(text, [
    ['JSON', 'does not begin with {'],
    ['Hash, calldata or signature', 'do not begin with 0x'],
  ])
}

function recogniseJson(text: string, options: GivenOptions): Given {
  const value = parseJson(text)
  const schema = Object.hasOwn(value, 'schema') ? value.schema : undefined
  switch (schema) {
    case 'suture/patch/1':
      return { kind: 'dossier', patch: hashPatch(parseDossier(value)) }
    case 'suture/attestation/1':
      return { kind: 'attestation', attestation: parseAttestation(text) }
    case 'suture/signatures/1':
      return readSignatureFile(text)
    case 'suture/report/1':
    case 'suture/simulation/1':
    case 'suture/replay-report/1':
      return readReport(text)
  }
  const found = shapes.find(({ fits }) => fits(value))
  if (found) return found.read(value, options)
  const said = schema === undefined ? 'none' : visibleText(String(schema), { maxLength: 60 })
  throw new NotRecognisedError(text, [
    ['schema', said],
    ...shapes.map(({ kind, needs }) => [kind, `needs ${needs}`] as const),
  ])
}

function parseJson(text: string): WireObject {
  try {
    return asObject(JSON.parse(text), 'document')
  } catch (cause) {
    const why = cause instanceof SyntaxError ? visibleText(cause.message, { maxLength: 120 }) : ''
    throw new NotRecognisedError(text, [['JSON', why || 'does not parse']])
  }
}

type Shape = {
  readonly kind: string
  readonly needs: string
  readonly fits: (value: WireObject) => boolean
  readonly read: (value: WireObject, options: GivenOptions) => Given
}

function has(value: WireObject, ...members: readonly string[]): boolean {
  return members.every((member) => Object.hasOwn(value, member))
}

const shapes: readonly Shape[] = [
  {
    kind: 'EIP-712 typed data',
    needs: 'types, primaryType, domain and message',
    fits: (value) => has(value, 'types', 'primaryType', 'message'),
    read: readTypedData,
  },
  {
    kind: 'Safe transaction',
    needs: 'safe, to and nonce',
    fits: (value) => has(value, 'safe', 'to', 'nonce'),
    read: readSafeTransaction,
  },
  {
    kind: 'Transaction Builder',
    needs: 'chainId and transactions',
    fits: (value) => has(value, 'chainId', 'transactions'),
    read: readBuilder,
  },
  {
    kind: 'ERC-7730 descriptor',
    needs: 'context and display',
    fits: isDescriptor,
    read: (value) => ({ kind: 'descriptor', descriptor: parseDescriptor(value) }),
  },
  {
    kind: 'signature',
    needs: 'safeTxHash and signature',
    fits: (value) => has(value, 'safeTxHash', 'signature'),
    read: readSignature,
  },
  {
    kind: 'call',
    needs: 'to and data',
    fits: (value) => has(value, 'to', 'data'),
    read: readCall,
  },
]

const transactionMembers = [
  ...['chainId', 'safe', 'version', 'to', 'value', 'data', 'operation', 'nonce', 'dossier'],
  ...['safeTxGas', 'baseGas', 'gasPrice', 'gasToken', 'refundReceiver'],
]
const claimMembers = [
  'safeTxHash',
  'contractTransactionHash',
  'confirmations',
  'signature',
  'sender',
]

/** As Suture carries it, and as a Safe service answers it. */
function readSafeTransaction(value: WireObject, options: GivenOptions): Given {
  const own = Object.fromEntries(
    Object.entries({ chainId: options.chainId, version: options.version, ...value }).filter(
      ([name, member]) => transactionMembers.includes(name) && member !== undefined,
    ),
  )
  const { transaction, version, dossier } = parseSafeTransaction(own)
  const known = [...transactionMembers, ...claimMembers]
  return {
    kind: 'safe-transaction',
    transaction,
    version,
    patch: dossier === undefined ? undefined : hashPatch(parseDossier(dossier)),
    claimedHash: hashMember(value, 'safeTxHash') ?? hashMember(value, 'contractTransactionHash'),
    signatures: claimedSignatures(value),
    ignored: Object.keys(value)
      .filter((name) => !known.includes(name))
      .map((name) => visibleText(name, { maxLength: 40 })),
  }
}

/** A transaction with signatures, as it is handed on without a service. */
function readSignatureFile(text: string): Given {
  const { transaction, version, safeTxHash, signatures } = parseSignatureFile(text)
  return {
    kind: 'safe-transaction',
    transaction,
    version,
    patch: undefined,
    claimedHash: safeTxHash,
    signatures: signatures.map((signature) => ({ owner: undefined, signature })),
    ignored: [],
  }
}

function hashMember(value: WireObject, name: string): Hash | undefined {
  const member = value[name]
  return typeof member === 'string' ? parseHash(member) : undefined
}

function claimedSignatures(value: WireObject) {
  const { confirmations, signature, sender } = value
  const listed = Array.isArray(confirmations) ? confirmations.slice(0, 256) : []
  const own = typeof signature === 'string' ? [{ owner: sender, signature }] : []
  return [...listed, ...own].map((one: unknown, index) => {
    const claimed = asObject(one, `confirmations[${index}]`)
    const bytes = bytesOrNone(claimed.signature, `confirmations[${index}].signature`)
    const owner = claimed.owner
    return {
      signature: bytes,
      owner: owner == null ? undefined : addressOf(owner, `confirmations[${index}].owner`),
    }
  })
}

/** What Safe's Transaction Builder exports: calls, and neither nonce nor how they will be batched. */
function readBuilder(value: WireObject): Given {
  const { transactions, meta } = value
  if (!Array.isArray(transactions) || transactions.length === 0 || transactions.length > 1_000) {
    throw new InvalidMemberError('transactions', 'an array of 1 to 1000 calls', transactions)
  }
  const about = meta === undefined ? {} : asObject(meta, 'meta')
  const safe = about.createdFromSafeAddress
  return {
    kind: 'transaction-builder',
    chainId: Number(uintOf(value.chainId, 'chainId')),
    safe:
      typeof safe === 'string' && safe !== ''
        ? addressOf(safe, 'meta.createdFromSafeAddress')
        : undefined,
    calls: transactions.map((one, index) => builderCall(one, `transactions[${index}]`)),
    name: visibleText(String(about.name ?? ''), { maxLength: 200 }),
  }
}

function builderCall(one: unknown, member: string): Call {
  const { to, value, data, contractMethod } = asObject(one, member)
  // Its calldata is put together by the builder only when it is proposed.
  if (data == null && contractMethod != null) {
    throw new InvalidMemberError(`${member}.data`, 'the calldata itself', data)
  }
  return {
    target: addressOf(to, `${member}.to`),
    value: uintOrZero(value, `${member}.value`),
    data: bytesOrNone(data, `${member}.data`),
  }
}

function readSignature(value: WireObject): Given {
  const signer = value.signer ?? value.owner
  return {
    kind: 'signature',
    signatures: bytesOrNone(value.signature, 'signature'),
    claimedHash: hashMember(value, 'safeTxHash'),
    claimedSigner: signer == null ? undefined : addressOf(signer, 'signer'),
  }
}

/** A plain transaction or call. Its value is told with the decoded call. */
function readCall(value: WireObject, options: GivenOptions): Given {
  const chainId = value.chainId ?? options.chainId
  const address = addressOf(value.to, 'to')
  const data = bytesOrNone(value.data, 'data')
  const target = {
    chainId: chainId === undefined ? 0 : Number(uintOf(chainId, 'chainId')),
    address,
  }
  return { kind: 'calldata', data, target }
}

function recogniseHex(text: string): Given {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return { kind: 'hash', hash: parseHash(text) }
  const bytes = parseBytes(text, { maxBytes: 1_000_000 })
  if (isSignature(bytes)) {
    return {
      kind: 'signature',
      signatures: bytes,
      claimedHash: undefined,
      claimedSigner: undefined,
    }
  }
  const length = size(bytes)
  if (length >= 4) return { kind: 'calldata', data: bytes, target: undefined }
  throw new NotRecognisedError(text, [
    ['Hash', `has 32 bytes, this ${length}`],
    ['Signature', `has 65 bytes or more, this ${length}`],
    ['Calldata', `has at least 4 bytes, this ${length}`],
  ])
}

/** The last byte of each of 65 is one that a Safe or a wallet writes, and what begins it is no function that we know. */
function isSignature(bytes: Hex): boolean {
  const length = size(bytes)
  if (length < 65 || knownFunctions().has(bytes.slice(0, 10) as Hex)) return false
  const first = Number.parseInt(bytes.slice(130, 132), 16)
  if (first === 0 && length > 65) return true
  if (length % 65 !== 0) return false
  const last = bytes.slice(2).match(/.{130}/g) ?? []
  return last.every((one) => [0, 1, 27, 28, 31, 32].includes(Number.parseInt(one.slice(-2), 16)))
}
