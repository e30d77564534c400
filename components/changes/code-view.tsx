import type { Abi, Address, Hash, Hex } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Stack } from '@/components/ui/columns'
import { KeyValue } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { Known } from '@/lib/core/chain/snapshot'
import { CodeValues } from './code-values'
import { ConstructorArguments } from './constructor-arguments'
import { PathText } from './path-text'
import { SourceUploadPanel } from './source-upload-panel'

/** One side of an upgrade: the code at an address and what is known of where it came from. */
export type CodeSide = {
  readonly address: Address
  readonly codeHash: Known<Hash>
  /** Name of the contract in its sources. */
  readonly contract: Known<string>
  /** As the compiler names itself. */
  readonly compiler: Known<string>
  readonly verification: Known<Verification>
  /** What its constructor was given, as it was encoded, and the ABI to read it with. */
  readonly constructorArguments: Known<Hex>
  readonly abi: Abi
}

export type CodeViewProps = {
  from: Known<CodeSide>
  to: Known<CodeSide>
  /** The chain of both, where handing in sources can still tell more. */
  uploadTo?: number | undefined
}

/** Whether the sources are those of the code on the chain, and what was filled in when it was deployed. */
export function CodeView({ from, to, uploadTo }: CodeViewProps) {
  return (
    <Stack>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
        <SidePanel title="Code before" side={from} uploadTo={uploadTo} />
        <SidePanel title="Code after" side={to} uploadTo={uploadTo} />
      </div>
      <CodeValues from={verificationOf(from)} to={verificationOf(to)} />
    </Stack>
  )
}

function verificationOf(side: Known<CodeSide>): Known<Verification> {
  return side.known ? side.value.verification : side
}

type SidePanelProps = Pick<CodeViewProps, 'uploadTo'> & { title: string; side: Known<CodeSide> }

function SidePanel({ title, side, uploadTo }: SidePanelProps) {
  return (
    <Panel title={title} padded>
      {side.known ? <SideFacts side={side.value} /> : <Unknown reason={side.reason} />}
      {side.known && uploadTo !== undefined && !isProved(side.value) && (
        <div className="mt-3">
          <SourceUploadPanel of={{ chainId: uploadTo, address: side.value.address }} />
        </div>
      )}
    </Panel>
  )
}

function isProved({ verification }: CodeSide): boolean {
  return verification.known && verification.value.match !== 'mismatch'
}

function SideFacts({
  side: { address, codeHash, contract, compiler, verification, constructorArguments, abi },
}: {
  side: CodeSide
}) {
  return (
    <KeyValue
      stacked
      rows={[
        ['Address', <AddressView key="address" address={address} full copy />],
        [
          'Code hash',
          codeHash.known ? (
            <HashView key="hash" hash={codeHash.value} copyLabel="Copy code hash" />
          ) : (
            <Unknown key="hash" reason={codeHash.reason} />
          ),
        ],
        ['Contract', <Contract key="contract" name={contract} />],
        ['Compiler', <Text key="compiler" text={compiler} />],
        ['Sources', <Match key="match" verification={verification} />],
        [
          'Constructor',
          constructorArguments.known ? (
            <ConstructorArguments key="constructor" data={constructorArguments.value} abi={abi} />
          ) : (
            <Unknown key="constructor" reason={constructorArguments.reason} />
          ),
        ],
      ]}
    />
  )
}

function Unknown({ reason }: { reason: string }) {
  return (
    <Verdict verdict="unknown">
      <UntrustedText text={reason} />
    </Verdict>
  )
}

function Contract({ name }: { name: Known<string> }) {
  if (!name.known) return <Unknown reason={name.reason} />
  return (
    <code>
      <PathText path={name.value} maxLength={120} />
    </code>
  )
}

function Text({ text }: { text: Known<string> }) {
  if (!text.known) return <Unknown reason={text.reason} />
  return (
    <code>
      <UntrustedText text={text.value} maxLength={120} />
    </code>
  )
}

/** What compiling the sources again and comparing with the chain gave. */
function Match({ verification }: { verification: Known<Verification> }) {
  if (!verification.known) return <Unknown reason={verification.reason} />
  const { value } = verification
  switch (value.match) {
    case 'exact':
      return <Verdict verdict="pass">exact: they compile to this code, byte for byte</Verdict>
    case 'metadata-only':
      return (
        <>
          <Verdict verdict="pass">metadata only: they compile to the same instructions</Verdict>
          <p className="text-ink-3 text-xs">
            Only the metadata at the end differs: comments, names of variables or paths of files.
          </p>
        </>
      )
    case 'mismatch':
      return (
        <>
          <Verdict verdict="fail">mismatch: they compile to other code</Verdict>
          <p className="text-ink-3 text-xs">
            First difference at byte {value.firstDifference.toLocaleString('en-US')}.{' '}
            <UntrustedText text={value.detail} />
          </p>
        </>
      )
  }
}
