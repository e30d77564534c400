import type { Hash, Hex } from 'viem'
import {
  asObject,
  assertOnly,
  callOf,
  hashOrZero,
  InvalidMemberError,
} from '@/lib/core/chain/parse-wire-fields'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import { parseDossier } from '@/lib/core/patch/parse-dossier'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { alignRows } from './align-rows'
import type { Command, CommandIo } from './command'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import type { ParsedArguments } from './parse-arguments'
import { readJson } from './read-json'

const json = { json: { summary: 'one line of canonical JSON' } } as const
const source = 'Give a path, the JSON itself, or - for standard input.'

/** `suture hash safe-tx`: the hashes that a signer compares with the device. */
export const hashSafeTx: Command = {
  name: 'hash safe-tx',
  summary: 'domain hash, message hash and safeTxHash of a Safe transaction',
  positionals: ['<json|->'],
  options: json,
  details: `${source} Members: chainId, safe, version (of the Safe, e.g. "1.4.1"), to, nonce;
optional value, data, operation (0 or 1), safeTxGas, baseGas, gasPrice, gasToken, refundReceiver, dossier.`,
  run: (parsed, io) =>
    printHashes(parsed, io, (value) => {
      const { transaction, version, dossier } = parseSafeTransaction(value)
      if (version === undefined) {
        throw new InvalidMemberError('version', 'the VERSION() of the Safe, e.g. "1.4.1"', version)
      }
      const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({ transaction, version })
      const patch = dossier === undefined ? undefined : hashPatch(parseDossier(dossier))
      // Nothing but the salt ties a dossier to the transaction: one that is carried along has to be the one.
      if (patch && !schedules(transaction.data, patchOperation(patch).id)) {
        throw new InvalidMemberError(
          'dossier',
          'the one that the transaction schedules',
          patch.digest,
        )
      }
      const digest = patch && { digest: patch.digest }
      return { domainHash, messageHash, safeTxHash, ...digest }
    }),
}

function schedules(data: Hex, id: Hash): boolean {
  return decodeTimelockCall(data)?.id === id
}

/** `suture hash operation`: the id under which a timelock keeps an operation. */
export const hashOperationCommand: Command = {
  name: 'hash operation',
  summary: 'id of an operation of an OpenZeppelin TimelockController',
  positionals: ['<json|->'],
  options: json,
  details: `${source} Members: calls, each with target and optional value and data; optional predecessor,
salt (both zero by default) and kind, "single" or "batch" (by default a batch of several, a single of one).`,
  run: (parsed, io) =>
    printHashes(parsed, io, (value) => ({ id: hashOperation(contentOf(value)) })),
}

/** `suture hash patch`: the digest of a dossier, and the operation it is scheduled as. */
export const hashPatchCommand: Command = {
  name: 'hash patch',
  summary: 'digest of a dossier, and the id of its operation',
  positionals: ['<dossier.json|->'],
  options: json,
  details: `${source} The digest is the salt of the operation.`,
  run: (parsed, io) =>
    printHashes(parsed, io, (value) => {
      const patch = hashPatch(parseDossier(value))
      return { digest: patch.digest, operationId: patchOperation(patch).id }
    }),
}

async function printHashes(
  { positionals, options }: ParsedArguments,
  io: CommandIo,
  hash: (value: unknown) => Readonly<Record<string, string>>,
): Promise<number> {
  const hashes = hash(await readJson(positionals[0] ?? '-', io))
  io.writeOut(options.json ? jsonText(hashes) : `${alignRows(Object.entries(hashes)).join('\n')}\n`)
  return exitCodes.done
}

function contentOf(value: unknown): OperationContent {
  const wire = asObject(value, 'operation')
  assertOnly(wire, ['kind', 'calls', 'predecessor', 'salt'])
  const { kind, calls } = wire
  if (!Array.isArray(calls) || calls.length === 0) {
    throw new InvalidMemberError('calls', 'an array of at least one call', calls)
  }
  if (kind !== undefined && kind !== 'single' && kind !== 'batch') {
    throw new InvalidMemberError('kind', '"single" or "batch"', kind)
  }
  return {
    kind: kind ?? (calls.length === 1 ? 'single' : 'batch'),
    calls: calls.map((call, index) => callOf(call, `calls[${index}]`)),
    predecessor: hashOrZero(wire.predecessor, 'predecessor'),
    salt: hashOrZero(wire.salt, 'salt'),
  }
}
