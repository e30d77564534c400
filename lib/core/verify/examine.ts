import { type Address, size, slice, zeroAddress } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Call } from '@/lib/core/chain/call'
import { spellSeconds } from '@/lib/core/chain/spell-seconds'
import { visibleText } from '@/lib/core/chain/visible-text'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { inputConflicts } from '@/lib/core/report/input-conflicts'
import { splitSignatures } from '@/lib/core/safe/signature-layout'
import { attestationTypedData, hashAttestation } from '@/lib/core/signing/attestation-typed-data'
import { describedFunctions } from '@/lib/core/signing/clear-signing/describes'
import { callViews } from '@/lib/core/signing/device/call-views'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'
import { rawTypedData } from '@/lib/core/signing/device/raw-typed-data'
import { hashTypedDataParts, typedDataViews } from '@/lib/core/signing/device/typed-data-views'
import { recoverAttestation } from '@/lib/core/signing/recover-attestation'
import type { Examination, ExaminedFact, Statement } from './examination'
import { examineSafeTransaction } from './examine-safe-transaction'
import type { Given } from './given'
import { factsOfCalls, hashesOfCalls, statementsOfCalls } from './say-of-calls'

/** Recomputes all that a document says, from its own bytes and nothing else. */
export async function examine(given: Given): Promise<Examination> {
  switch (given.kind) {
    case 'safe-transaction':
      return await examineSafeTransaction(given)
    case 'attestation':
      return await examineAttestation(given)
    case 'transaction-builder':
      return examineBuilder(given)
    case 'typed-data':
      return examineTypedData(given)
    case 'calldata':
      return examineCalldata(given)
    case 'signature':
      return examineSignature(given)
    case 'dossier':
      return examineDossier(given)
    case 'descriptor':
      return examineDescriptor(given)
    case 'hash':
      return {
        ...nothing,
        kind: 'hash',
        title: 'Hash',
        facts: [{ label: 'Hash', value: given.hash, form: 'hex' }],
        statements: [
          {
            verdict: 'unknown',
            text: 'A hash says nothing by itself. Give what it is said to be of, too.',
          },
        ],
      }
    case 'report':
    case 'simulation':
    case 'replay':
      return examineReport(given)
  }
}

type Of<K extends Given['kind']> = Extract<Given, { readonly kind: K }>

const nothing = {
  ...{ facts: [], hashes: [], refers: [], statements: [], calls: [], views: [], clear: [] },
  named: [],
} as const

function text(label: string, value: string): ExaminedFact {
  return { label, value, form: 'text' }
}

function address(label: string, value: Address): ExaminedFact {
  return { label, value, form: 'address' }
}

async function examineAttestation({ attestation }: Of<'attestation'>): Promise<Examination> {
  const { timelock, operation, report, verdict, note, signer } = attestation
  const typedData = attestationTypedData(attestation)
  const isSigned = (await recoverAttestation(attestation)) !== undefined
  const statement: Statement = isSigned
    ? { verdict: 'pass', text: 'Signed with the key of the account that it names.' }
    : {
        verdict: 'unknown',
        text: 'The key of the account that it names has not signed this. If the signer is a contract, only the chain can tell.',
      }
  const { domainHash, messageHash, digest } = hashTypedDataParts(typedData)
  return {
    ...nothing,
    kind: 'attestation',
    title: 'Attestation',
    facts: [
      address('Signer', signer),
      text('Verdict', verdict),
      text('Note', visibleText(note, { maxLength: 1_000 }) || 'none'),
      text('Chain', String(timelock.chainId)),
      address('Timelock', timelock.address),
    ],
    hashes: [
      { name: 'Domain hash', hash: domainHash },
      { name: 'Message hash', hash: messageHash },
      { name: 'EIP-712 Digest', hash: digest },
    ],
    refers: [
      { name: 'Report hash', hash: report },
      { name: 'Operation id', hash: operation },
    ],
    statements: [statement],
    views: typedDataViews(typedData),
    raw: rawTypedData(typedData),
    signable: hashAttestation(attestation),
    named: [signer],
  }
}

function examineBuilder({ chainId, safe, calls, name }: Of<'transaction-builder'>): Examination {
  const decoded = calls.map((call) => decodeCall({ call }))
  return {
    ...nothing,
    kind: 'transaction-builder',
    title: 'Transaction Builder file',
    facts: [
      text('Name', name || 'none'),
      text('Chain', String(chainId)),
      ...(safe ? [address('Safe', safe)] : []),
      text('Calls', String(calls.length)),
      ...factsOfCalls(decoded),
    ],
    hashes: hashesOfCalls(decoded),
    statements: [
      {
        verdict: 'unknown',
        text: 'It has no nonce and does not say how the calls are batched, so that there is no safeTxHash yet.',
      },
      ...statementsOfCalls(decoded),
    ],
    calls: decoded,
  }
}

function examineTypedData({ typedData }: Of<'typed-data'>): Examination {
  const { domainHash, messageHash, digest } = hashTypedDataParts(typedData)
  const { primaryType, domain } = typedData
  const isDisguised = primaryType === 'SafeTx'
  return {
    ...nothing,
    kind: 'typed-data',
    title: 'Typed data',
    facts: [
      text('Type', visibleText(primaryType, { maxLength: 100 })),
      text('Chain', domain.chainId === undefined ? 'none in the domain' : String(domain.chainId)),
      ...(domain.verifyingContract ? [address('Contract', domain.verifyingContract)] : []),
    ],
    hashes: [
      { name: 'Domain hash', hash: domainHash },
      { name: 'Message hash', hash: messageHash },
      { name: 'EIP-712 Digest', hash: digest },
    ],
    statements: isDisguised
      ? [
          {
            verdict: 'warn',
            text: 'It is called SafeTx and does not hash as any Safe hashes a transaction with a chain in its domain.',
          },
        ]
      : [],
    views: typedDataViews(typedData),
    raw: rawTypedData(typedData),
    signable: digest,
  }
}

function examineCalldata({ data, target }: Of<'calldata'>): Examination {
  const call: Call = { target: target?.address ?? zeroAddress, value: 0n, data }
  const decoded = [decodeCall({ call })]
  const isSafe = decoded[0]?.name === 'execTransaction'
  return {
    ...nothing,
    kind: 'calldata',
    title: 'Calldata',
    facts: [
      ...(target ? [address('To', target.address)] : [text('To', 'not given')]),
      text('Bytes', String(size(data))),
      ...(size(data) >= 4 ? [text('Selector', slice(data, 0, 4))] : []),
      ...factsOfCalls(decoded),
    ],
    hashes: [{ name: 'Calldata Digest', hash: calldataDigest(data) }, ...hashesOfCalls(decoded)],
    statements: [
      ...(isSafe
        ? [
            {
              verdict: 'unknown' as const,
              text: 'execTransaction has neither the nonce nor the Safe in it, so that its safeTxHash is not determined by it.',
            },
          ]
        : []),
      ...statementsOfCalls(decoded),
    ],
    calls: decoded,
    isTargetUnknown: target === undefined,
    views: target ? callViews({ call, chainId: target.chainId }) : [],
  }
}

const kindsOfV: Readonly<Record<number, string>> = {
  0: 'of a contract (EIP-1271)',
  1: 'an approved hash',
  27: 'EIP-712',
  28: 'EIP-712',
  31: 'eth_sign',
  32: 'eth_sign',
}

function examineSignature(given: Of<'signature'>): Examination {
  const { signatures, claimedHash, claimedSigner } = given
  const parts = splitSignatures(signatures)
  return {
    ...nothing,
    kind: 'signature',
    title: parts.length === 1 ? 'Signature' : `${parts.length} signatures`,
    facts: [
      ...parts.map(({ index, v }) =>
        text(`Number ${index + 1}`, `${kindsOfV[v] ?? 'unknown'}, v = ${v}`),
      ),
      ...(claimedSigner ? [address('Says it is of', claimedSigner)] : []),
    ],
    refers: claimedHash ? [{ name: 'safeTxHash', hash: claimedHash }] : [],
    statements: [
      {
        verdict: 'unknown',
        text: 'Whose it is follows only from what was signed. Give that too.',
      },
    ],
    named: claimedSigner ? [claimedSigner] : [],
  }
}

function examineDossier({ patch }: Of<'dossier'>): Examination {
  const { id } = patchOperation(patch)
  const decoded = patch.calls.map((call) => decodeCall({ call }))
  return {
    ...nothing,
    kind: 'dossier',
    title: 'Dossier of a patch',
    facts: [
      text('Title', visibleText(patch.title, { maxLength: 200 })),
      text('Chain', String(patch.chainId)),
      address('Safe', patch.safe),
      address('Timelock', patch.timelock),
      text('Upgrades', String(patch.upgrades.length)),
      ...factsOfCalls(decoded),
    ],
    hashes: [
      { name: 'Patch digest', hash: patch.digest },
      { name: 'Operation id', hash: id },
    ],
    statements: statementsOfCalls(decoded),
    calls: decoded,
  }
}

function examineDescriptor({ descriptor }: Of<'descriptor'>): Examination {
  const { name, owner, context, deployments, formats, includes } = descriptor
  const unread = context === 'contract' ? formats.length - describedFunctions(descriptor).length : 0
  return {
    ...nothing,
    kind: 'descriptor',
    title: 'ERC-7730 descriptor',
    facts: [
      text('Name', visibleText(name, { maxLength: 100 })),
      text('Owner', visibleText(owner, { maxLength: 100 }) || 'none'),
      text('Describes', context === 'contract' ? 'calls' : 'messages'),
      ...deployments
        .slice(0, 20)
        .map(({ chainId, address: at }) => address(`On chain ${chainId}`, at)),
      ...formats
        .slice(0, 50)
        .map(({ key, intent }) =>
          text(visibleText(intent, { maxLength: 60 }) || 'Without intent', visibleText(key)),
        ),
    ],
    statements: [
      ...(unread > 0
        ? [{ verdict: 'fail' as const, text: `${unread} of its keys name no function.` }]
        : []),
      ...(includes === undefined
        ? []
        : [{ verdict: 'unknown' as const, text: 'It includes another file, which is not here.' }]),
    ],
  }
}

function examineReport(given: Of<'report' | 'simulation' | 'replay'>): Examination {
  const { kind, input, hash, isCanonical, abis, verdicts } = given
  const { chainId, block, protocol, calls, operation, transaction, patch } = input
  const decoded = calls.map((call) =>
    decodeCall({ call, operation: call.operation ?? 'call', knownAbis: abis }),
  )
  const conflicts = inputConflicts(input)
  const noun = kind.charAt(0).toUpperCase() + kind.slice(1)
  return {
    ...nothing,
    kind,
    title: noun,
    facts: [
      text('Chain', String(chainId)),
      text('Block', `${block.number} ${block.hash}`),
      ...(protocol.name ? [text('Protocol', visibleText(protocol.name, { maxLength: 80 }))] : []),
      ...(protocol.safe ? [address('Safe', protocol.safe)] : []),
      ...(protocol.timelock ? [address('Timelock', protocol.timelock)] : []),
      text('Findings', countsText(verdicts)),
      ...(operation?.delay === undefined ? [] : [text('Delay', spellSeconds(operation.delay))]),
    ],
    hashes: [
      { name: 'Report hash', hash },
      ...(operation ? [{ name: 'Operation id', hash: operation.id } as const] : []),
      ...(patch ? [{ name: 'Patch digest', hash: patch.digest } as const] : []),
      ...(transaction && transaction.data !== '0x'
        ? [{ name: 'Calldata Digest', hash: calldataDigest(transaction.data) } as const]
        : []),
    ],
    statements: [
      isCanonical
        ? { verdict: 'pass', text: 'The text is canonical: its hash is that of these very bytes.' }
        : {
            verdict: 'warn',
            text: 'The text is not written canonically; the hash is that of the canonical text.',
          },
      ...(conflicts.length === 0
        ? [
            {
              verdict: 'pass' as const,
              text: 'Calls, operation, dossier and Safe transaction in it are of one and the same.',
            },
          ]
        : conflicts.map(({ where, given: said, made }) => ({
            verdict: 'fail' as const,
            text: `It is of two things at once: ${where} is ${visibleText(said, { maxLength: 120 })}, and ${visibleText(made, { maxLength: 120 })} when computed.`,
          }))),
      {
        verdict: 'unknown',
        text: 'Whether it is true, only making it again from the chain can tell: suture verify does.',
      },
      ...statementsOfCalls(decoded),
    ],
    calls: decoded,
  }
}

function countsText(verdicts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`)
  return parts.join(', ') || 'none'
}
