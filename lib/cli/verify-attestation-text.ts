import { verifyAttestation } from '@/lib/actions/attestations/verify-attestation'
import { visibleText } from '@/lib/core/chain/visible-text'
import { parseAttestation } from '@/lib/core/signing/attestation-document'
import { hashAttestation } from '@/lib/core/signing/attestation-typed-data'
import { alignRows } from './align-rows'
import { exitCodes } from './exit-codes'
import { openChain } from './open-chain'
import { OtherChainError } from './other-chain-error'
import type { ParsedArguments } from './parse-arguments'

/**
 * Says whose an attestation is: offline for a key, with a node for a contract.
 *
 * @returns What to print, and the exit code: 0 only where the account that it names has signed it.
 * @throws InvalidAttestationError, OtherChainError, NoNodeError, RpcUnreachableError
 */
export async function verifyAttestationText(
  text: string,
  options: ParsedArguments['options'],
): Promise<{ readonly out: string; readonly code: number }> {
  const attestation = parseAttestation(text)
  const { timelock, operation, report, verdict, note, signer } = attestation
  const opened = options.rpc === undefined ? undefined : await openChain(options)
  if (opened && opened.chainId !== timelock.chainId) {
    const [told, node] = [timelock.chainId, opened.chainId].map((id) => `chain ${id}`)
    throw new OtherChainError({ noun: 'attestation', told: told ?? '', node: node ?? '' })
  }
  const proof = await verifyAttestation(attestation, opened?.client)
  const rows = [
    ['Signer', signer],
    ['Verdict', verdict],
    ['Note', visibleText(note, { maxLength: 1_000 }) || 'none'],
    ['Report', report],
    ['Operation', operation],
    ['Timelock', `${timelock.address} on chain ${timelock.chainId}`],
    ['Signed hash', hashAttestation(attestation)],
  ]
  const heads = {
    key: 'Signed with the key of the account that it names.',
    contract: 'The contract that it names takes the signature for its own.',
    nobody: 'The account that it names has not signed this.',
    unasked:
      'Its key has not signed this. If the signer is a contract, only a node can tell: give one with --rpc.',
  }
  const isGood = proof.by === 'key' || proof.by === 'contract'
  return {
    out: `${[heads[proof.by], ...alignRows(rows, '  ')].join('\n')}\n`,
    code: isGood ? exitCodes.done : exitCodes.verdict,
  }
}
