import { isAddressEqual, zeroAddress } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import { BaseError } from '@/lib/core/error/base-error'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'
import { clearSignTypedData, isClear } from '@/lib/core/signing/clear-signing/clear-sign'
import { safeMessageDescriptor } from '@/lib/core/signing/clear-signing/own-descriptors'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'
import { rawTypedData } from '@/lib/core/signing/device/raw-typed-data'
import { typedDataViews } from '@/lib/core/signing/device/typed-data-views'
import type { Examination, ExaminedFact, Statement } from './examination'
import type { ClaimedSignature, Given } from './given'
import {
  factsOfCalls,
  hashesOfCalls,
  saltsOfCalls,
  statementsOfCalls,
  timelockCallsIn,
} from './say-of-calls'

type GivenTransaction = Extract<Given, { readonly kind: 'safe-transaction' }>

/** Of versions from 1.3.0 on all hash alike. */
const assumedVersion = '1.3.0'

/** What a Safe would hash, what it runs, and whether what the document claims of itself is so. */
export async function examineSafeTransaction(given: GivenTransaction): Promise<Examination> {
  const { transaction, patch, ignored } = given
  const version = given.version ?? assumedVersion
  const typedData = safeTypedData({ transaction, version })
  const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({ transaction, version })
  const calls = [decodeCall({ call: transaction, operation: transaction.operation })]
  const clear = clearSignTypedData({
    descriptor: safeMessageDescriptor(transaction.safe, version),
    typedData,
  })
  return {
    kind: 'safe-transaction',
    title: 'Safe transaction',
    facts: [...factsOf(given), ...factsOfCalls(calls)],
    hashes: [
      { name: 'Domain hash', hash: domainHash },
      { name: 'Message hash', hash: messageHash },
      { name: 'safeTxHash', hash: safeTxHash },
      ...(transaction.data === '0x'
        ? []
        : [{ name: 'Calldata Digest', hash: calldataDigest(transaction.data) } as const]),
      ...hashesOfCalls(calls),
      ...(patch ? [{ name: 'Patch digest', hash: patch.digest } as const] : []),
    ],
    refers: saltsOfCalls(calls),
    statements: [
      ...statementsOfVersion(given),
      ...statementsOfClaim(given, safeTxHash),
      ...statementsOfDossier(given, calls),
      ...statementsOfFields(transaction, calls),
      ...statementsOfCalls(calls),
      ...(await Promise.all(given.signatures.map((one) => statementOfSignature(one, safeTxHash)))),
      ...(ignored.length > 0
        ? [
            {
              verdict: 'unknown' as const,
              text: `Nothing here has looked at these members: ${ignored.slice(0, 20).join(', ')}.`,
            },
          ]
        : []),
    ],
    calls,
    views: typedDataViews(typedData),
    clear: isClear(clear) ? [clear] : [],
    raw: rawTypedData(typedData),
    signable: safeTxHash,
    named: given.signatures.flatMap(({ owner }) => (owner ? [owner] : [])),
  }
}

function factsOf({ transaction, version }: GivenTransaction): ExaminedFact[] {
  const { safe, target, value, operation, nonce } = transaction
  return [
    { label: 'Chain', value: String(safe.chainId), form: 'text' },
    { label: 'Safe', value: safe.address, form: 'address' },
    { label: 'Version', value: version ?? 'not given', form: 'text' },
    { label: 'To', value: target, form: 'address' },
    { label: 'Value', value: `${value.toLocaleString('en')} wei`, form: 'text' },
    {
      label: 'Operation',
      value: operation === 'call' ? '0, call' : '1, delegatecall',
      form: 'text',
    },
    { label: 'Nonce', value: String(nonce), form: 'text' },
  ]
}

function statementsOfVersion({ version }: GivenTransaction): Statement[] {
  if (version !== undefined) return []
  return [
    {
      verdict: 'unknown',
      text: 'The version of the Safe is not given. Hashed as by 1.3.0 and later, which put the chain into the domain.',
    },
  ]
}

function statementsOfClaim({ claimedHash }: GivenTransaction, safeTxHash: string): Statement[] {
  if (claimedHash === undefined) return []
  return claimedHash === safeTxHash
    ? [{ verdict: 'pass', text: 'The safeTxHash that it names is that of its fields.' }]
    : [
        {
          verdict: 'fail',
          text: `It names the safeTxHash ${claimedHash}, which is not of its fields.`,
        },
      ]
}

/** The dossier binds nothing by being sent along: it has to be the one whose digest is the salt. */
function statementsOfDossier(
  { transaction, patch }: GivenTransaction,
  calls: readonly DecodedCall[],
): Statement[] {
  if (!patch) return []
  const found = timelockCallsIn(calls)
  const { id } = patchOperation(patch)
  const isOrdered = found.some((call) => call.id === id)
  const isOfSafe =
    patch.chainId === transaction.safe.chainId &&
    isAddressEqual(patch.safe, transaction.safe.address)
  return [
    isOrdered
      ? { verdict: 'pass', text: 'The operation is that of the dossier: its digest is the salt.' }
      : { verdict: 'fail', text: 'No operation in the calls is that of the dossier beside it.' },
    isOfSafe
      ? { verdict: 'pass', text: 'The dossier is for this Safe on this chain.' }
      : { verdict: 'fail', text: 'The dossier is for another Safe or another chain.' },
  ]
}

function statementsOfFields(
  transaction: SafeTransaction,
  calls: readonly DecodedCall[],
): Statement[] {
  const { gasPrice, gasToken, refundReceiver } = transaction
  const isPaid =
    gasPrice > 0n ||
    !isAddressEqual(gasToken, zeroAddress) ||
    !isAddressEqual(refundReceiver, zeroAddress)
  const delegated = walkCalls(calls).filter(
    ({ call }) => call.operation === 'delegatecall' && call.name !== undefined,
  )
  const [own] = calls
  return [
    ...(isPaid
      ? [
          {
            verdict: 'warn' as const,
            text: 'Gas price, gas token or refund receiver are set: whoever executes can be paid out of the Safe.',
          },
        ]
      : []),
    ...(own?.operation === 'delegatecall' ? [delegatecallStatement(transaction)] : []),
    ...(delegated.length > 1
      ? [{ verdict: 'warn' as const, text: `${delegated.length} delegatecalls are made in all.` }]
      : []),
  ]
}

function delegatecallStatement({ target }: SafeTransaction): Statement {
  const known = trustedMultiSends.find((one) => isAddressEqual(one.address, target))
  return known
    ? {
        verdict: 'unknown',
        text: `A delegatecall to the address of ${known.name} ${known.version}. Whether its code stands there, only the chain can tell.`,
      }
    : {
        verdict: 'fail',
        text: 'A delegatecall to code that is no published MultiSend: it can replace the Safe itself.',
      }
}

async function statementOfSignature(
  { owner, signature }: ClaimedSignature,
  safeTxHash: `0x${string}`,
): Promise<Statement> {
  try {
    const [parsed] = await parseSignatures({ signatures: signature, safeTxHash })
    if (!parsed) return { verdict: 'fail', text: 'A signature is empty.' }
    const { kind, signer } = parsed
    if (kind === 'contract' || kind === 'approved-hash') {
      const how = kind === 'contract' ? 'signed as a contract' : 'approved on chain'
      return {
        verdict: 'unknown',
        text: `${signer} is said to have ${how}: only the chain can tell.`,
      }
    }
    if (owner === undefined) {
      return { verdict: 'unknown', text: `A signature (${kind}) is by ${signer}.` }
    }
    return isAddressEqual(owner, signer)
      ? { verdict: 'pass', text: `${signer} has signed this (${kind}).` }
      : {
          verdict: 'fail',
          text: `A signature is said to be by ${owner} and is by ${signer}, if of this.`,
        }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { verdict: 'fail', text: `A signature cannot be read: ${error.shortMessage}` }
  }
}
