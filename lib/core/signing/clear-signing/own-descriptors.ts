import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import { encodeType } from '@/lib/core/signing/device/encode-type'
import type { Descriptor, DescriptorField, DescriptorFormat } from './descriptor'

/*
 * Descriptors of our own, bound to one Safe and one timelock, and written for this: every member that is signed is shown.
 * The public registry (github.com/LedgerHQ/clear-signing-erc7730-registry) has some of Safe, bound to its singletons,
 * which hide nonce and safeTxGas; we know of none of TimelockController there. Nothing of them is copied.
 */

/** Of the typed data that owners sign. */
export function safeMessageDescriptor(safe: ChainAddress, version: string): Descriptor {
  const call = { target: safe.address, value: 0n, data: '0x' } as const
  const { types, primaryType } = safeTypedData({
    transaction: plainTransaction({ safe, call, nonce: 0n }),
    version,
  })
  const gas = types.SafeTx.map(({ name }) => name).find((name) => /^(base|data)Gas$/.test(name))
  return {
    name: 'SafeTx',
    owner: `Safe ${version}`,
    context: 'eip712',
    deployments: [safe],
    enums: operations,
    constants: {},
    formats: [
      {
        key: encodeType({ primaryType, types }),
        intent: 'Sign Safe transaction',
        fields: [...safeCall, field(gas ?? 'baseGas', 'Base gas'), ...refund, nonce],
      },
    ],
  }
}

/** Of the calls by which owners approve, and anybody executes. */
export function safeCallDescriptor(safe: ChainAddress, version: string): Descriptor {
  return {
    name: 'Safe',
    owner: `Safe ${version}`,
    context: 'contract',
    deployments: [safe],
    enums: operations,
    constants: {},
    formats: [
      {
        key: 'execTransaction(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,uint256 gasPrice,address gasToken,address refundReceiver,bytes signatures)',
        intent: 'Execute Safe transaction',
        fields: [
          ...safeCall,
          field('baseGas', 'Base gas'),
          ...refund,
          field('signatures', 'Signatures'),
        ],
      },
      {
        key: 'approveHash(bytes32 hashToApprove)',
        intent: 'Approve Safe transaction',
        fields: [field('hashToApprove', 'safeTxHash')],
      },
    ],
  }
}

/** Of a stock OpenZeppelin TimelockController. */
export function timelockDescriptor(timelock: ChainAddress): Descriptor {
  const order = [field('predecessor', 'After operation'), field('salt', 'Salt (patch digest)')]
  const single = [field('target', 'Target', 'addressName'), field('value', 'Value', 'amount')]
  const batch = [
    field('targets.[]', 'Target', 'addressName'),
    field('values.[]', 'Value', 'amount'),
    field('payloads.[]', 'Call', 'calldata'),
  ]
  const delay = field('delay', 'Delay', 'duration')
  const formats: DescriptorFormat[] = [
    {
      key: 'schedule(address target,uint256 value,bytes data,bytes32 predecessor,bytes32 salt,uint256 delay)',
      intent: 'Schedule operation',
      fields: [...single, field('data', 'Call', 'calldata'), ...order, delay],
    },
    {
      key: 'scheduleBatch(address[] targets,uint256[] values,bytes[] payloads,bytes32 predecessor,bytes32 salt,uint256 delay)',
      intent: 'Schedule operation',
      fields: [...batch, ...order, delay],
    },
    {
      key: 'execute(address target,uint256 value,bytes payload,bytes32 predecessor,bytes32 salt)',
      intent: 'Execute operation',
      fields: [...single, field('payload', 'Call', 'calldata'), ...order],
    },
    {
      key: 'executeBatch(address[] targets,uint256[] values,bytes[] payloads,bytes32 predecessor,bytes32 salt)',
      intent: 'Execute operation',
      fields: [...batch, ...order],
    },
    {
      key: 'cancel(bytes32 id)',
      intent: 'Cancel operation',
      fields: [field('id', 'Operation id')],
    },
  ]
  return {
    name: 'TimelockController',
    owner: 'OpenZeppelin',
    context: 'contract',
    deployments: [timelock],
    enums: {},
    constants: {},
    formats,
  }
}

const operations = { operation: { '0': 'Call', '1': 'Delegatecall' } }

const safeCall = [
  field('to', 'To', 'addressName'),
  field('value', 'Value', 'amount'),
  field('operation', 'Operation', 'enum', { $ref: '$.metadata.enums.operation' }),
  field('data', 'Call', 'calldata'),
  field('safeTxGas', 'Safe gas'),
]
const refund = [
  field('gasPrice', 'Gas price'),
  field('gasToken', 'Gas token', 'addressName'),
  field('refundReceiver', 'Refund to', 'addressName'),
]
const nonce = field('nonce', 'Nonce')

function field(
  path: string,
  label: string,
  format = 'raw',
  params: DescriptorField['params'] = {},
): DescriptorField {
  return { path, label, format, params, visible: true }
}
