import { createRequire } from 'node:module'
import {
  type Address,
  concat,
  domainSeparator,
  encodeAbiParameters,
  keccak256,
  numberToHex,
  padHex,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { Bench } from '@/bench/comparison'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

const safe: Address = '0x1111111111111111111111111111111111111111'
const target: Address = '0x2222222222222222222222222222222222222222'
const data = padHex('0x8f2a0bb0', { size: 1_000, dir: 'right' })

const transaction: SafeTransaction = {
  safe: { chainId: 1, address: safe },
  target,
  value: 0n,
  data,
  operation: 'call',
  safeTxGas: 0n,
  baseGas: 0n,
  gasPrice: 0n,
  gasToken: zeroAddress,
  refundReceiver: zeroAddress,
  nonce: 7n,
}

const batch: OperationContent = {
  kind: 'batch',
  calls: Array.from({ length: 5 }, () => ({ target, value: 0n, data })),
  predecessor: zeroHash,
  salt: keccak256('0x'),
}

/** The bytes that a Safe 1.4.1 hashes: calldata, domain (3 words), message (11 words), and both with their prefix. */
const safeBytes = [
  data,
  numberToHex(0, { size: 96 }),
  numberToHex(0, { size: 352 }),
  concat([
    '0x1901',
    zeroHash,
    domainSeparator({ domain: { chainId: 1, verifyingContract: safe } }),
  ]),
]

const batchBytes = encodeAbiParameters(
  parseAbiParameters('address[], uint256[], bytes[], bytes32, bytes32'),
  [
    batch.calls.map((call) => call.target),
    batch.calls.map((call) => call.value),
    batch.calls.map((call) => call.data),
    batch.predecessor,
    batch.salt,
  ],
)

function hashWithProtocolKit(): () => string {
  // Its ESM build asks for a default export that Node does not give; CommonJS has the same code.
  const kit = createRequire(import.meta.url)(
    '@safe-global/protocol-kit',
  ) as typeof import('@safe-global/protocol-kit')
  const { target: to, value, operation, safe: account, nonce, ...rest } = transaction
  const data = {
    ...rest,
    to,
    value: String(value),
    operation: operation === 'call' ? 0 : 1,
    safeTxGas: String(rest.safeTxGas),
    baseGas: String(rest.baseGas),
    gasPrice: String(rest.gasPrice),
    nonce: Number(nonce),
  }
  const chainId = BigInt(account.chainId)
  return () => kit.calculateSafeTransactionHash(account.address, data, '1.4.1', chainId)
}

export const bench: Bench = {
  run: async (compare) => {
    const withKit = hashWithProtocolKit()
    const ours = () => hashSafeTransaction({ transaction, version: '1.4.1' })
    if (withKit() !== ours().safeTxHash) throw new Error('The two hashes differ.')
    await compare({
      title:
        'hash a Safe transaction with 1,000 bytes of calldata: three hashes, or one by the kit',
      contenders: [
        {
          name: 'keccak256 of the same bytes',
          run: () => safeBytes.map((bytes) => keccak256(bytes)),
        },
        { name: 'hashSafeTransaction', run: ours },
        { name: "protocol-kit's calculateSafeTransactionHash", run: withKit },
      ],
    })
    await compare({
      title: 'hash a timelock batch of 5 calls with 1,000 bytes of calldata each',
      contenders: [
        { name: 'keccak256 of the same bytes', run: () => keccak256(batchBytes) },
        { name: 'hashOperation', run: () => hashOperation(batch) },
      ],
    })
  },
}
