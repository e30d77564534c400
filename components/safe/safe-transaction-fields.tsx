import { zeroAddress } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { KeyValue, type KeyValueRow } from '@/components/ui/key-value'
import { Verdict } from '@/components/ui/verdict'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

export type SafeTransactionFieldsProps = {
  transaction: SafeTransaction
  /** As the Safe answers `VERSION()`. */
  version: string
  labels?: AddressLabels | undefined
  /** Beside the nonce, e.g. "next" or "after 47". */
  nonceNote?: string | undefined
}

/** Every field that is hashed and signed, as it is. */
export function SafeTransactionFields(props: SafeTransactionFieldsProps) {
  const { transaction, version, labels, nonceNote } = props
  const { safe, target, value, data, operation, nonce } = transaction
  const address = (of: typeof target) => (
    <AddressView address={of} label={labelOf(labels, of)} full copy />
  )
  const rows: KeyValueRow[] = [
    [
      'Safe',
      <>
        {address(safe.address)}{' '}
        <Muted>
          version {version}, chain {safe.chainId}
        </Muted>
      </>,
    ],
    ['to', address(target)],
    ['operation', <OperationField key="operation" operation={operation} />],
    ['value', `${value.toLocaleString('en-US')} wei`],
    ['data', <DataField key="data" data={data} />],
    ['gas fields', <GasFields key="gas" transaction={transaction} />],
    [
      'nonce',
      <>
        {String(nonce)} {nonceNote && <Muted>{nonceNote}</Muted>}
      </>,
    ],
  ]
  return <KeyValue rows={rows} stacked />
}

function Muted({ children }: { children: React.ReactNode }) {
  return <span className="text-ink-3">{children}</span>
}

function OperationField({ operation }: { operation: SafeTransaction['operation'] }) {
  if (operation === 'call') {
    return (
      <>
        0, call <Muted>not a delegatecall</Muted>
      </>
    )
  }
  return (
    <>
      1, <b>delegatecall</b> <Muted>foreign code would run as the Safe itself</Muted>
    </>
  )
}

function DataField({ data }: { data: string }) {
  const bytes = (data.length - 2) / 2
  if (bytes === 0) return <Muted>empty</Muted>
  return (
    <Disclosure summary={`${bytes.toLocaleString('en-US')} bytes`}>
      <CodeBlock>{data}</CodeBlock>
    </Disclosure>
  )
}

/** Zero is what they should be: anything else can pay whoever executes out of the Safe. */
function GasFields({ transaction }: { transaction: SafeTransaction }) {
  const { safeTxGas, baseGas, gasPrice, gasToken, refundReceiver } = transaction
  const amounts = { safeTxGas, baseGas, gasPrice }
  const addresses = { gasToken, refundReceiver }
  const isPlain =
    Object.values(amounts).every((amount) => amount === 0n) &&
    Object.values(addresses).every((address) => address === zeroAddress)
  if (isPlain) return 'safeTxGas, baseGas, gasPrice 0; gasToken, refundReceiver 0x0'
  return (
    <ul>
      {Object.entries(amounts).map(([name, amount]) => (
        <li key={name}>
          {name} {amount.toLocaleString('en-US')}
        </li>
      ))}
      {Object.entries(addresses).map(([name, address]) => (
        <li key={name}>
          {name} <AddressView address={address} full />
        </li>
      ))}
      {gasPrice > 0n && (
        <li>
          <Verdict verdict="warn">a gas price pays whoever executes out of the Safe</Verdict>
        </li>
      )}
    </ul>
  )
}
