import type { Address, Hash } from 'viem'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { parseHash } from '@/lib/core/chain/parse-hash'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { InvalidSourcesError } from './invalid-sources-error'
import { type JsonMembers, membersOf } from './json-members'

/** Sources that somebody hands in for a contract on a chain. */
export type SourceUpload = {
  readonly chainId: number
  /** The contract, or keccak256 of its runtime code. */
  readonly of: { readonly address: Address } | { readonly codeHash: Hash }
  /** `path:Name`, or the name alone. */
  readonly contract?: string | undefined
  readonly compiler?: string | undefined
  /** A standard JSON input or a build-info, not yet looked at. */
  readonly input: unknown
}

const members = ['chainId', 'address', 'codeHash', 'contract', 'compiler', 'input']

/**
 * Reads an upload of sources from JSON text, all but the input within it.
 *
 * @throws InvalidSourcesError, InvalidAddressError, InvalidHashError
 */
export function parseSourceUpload(json: string): SourceUpload {
  const value = membersOf(parseJson(json)) ?? {}
  const { chainId, address, codeHash, contract, compiler, input } = value
  const facts: ErrorFact[] = [
    ...Object.keys(value)
      .filter((name) => !members.includes(name))
      .map(
        (name): ErrorFact => [visibleText(name, { maxLength: 40 }), 'is no member of an upload'],
      ),
    ...textProblems(value),
  ]
  const isChain = typeof chainId === 'number' && Number.isSafeInteger(chainId) && chainId > 0
  if (!isChain) facts.push(['chainId', 'Expected a positive integer.'])
  if (input === undefined) facts.push(['input', 'Missing.'])
  if ((address === undefined) === (codeHash === undefined)) {
    facts.push(['address, codeHash', 'Expected one of the two.'])
  }
  if (facts.length > 0 || !isChain) throw invalid(facts)
  return {
    chainId,
    of:
      address === undefined
        ? { codeHash: parseHash(String(codeHash)) }
        : { address: parseAddress(String(address)) },
    ...(typeof contract === 'string' && { contract }),
    ...(typeof compiler === 'string' && { compiler }),
    input,
  }
}

function textProblems(value: JsonMembers): ErrorFact[] {
  return ['address', 'codeHash', 'contract', 'compiler'].flatMap((name) => {
    const isText = value[name] === undefined || typeof value[name] === 'string'
    return isText ? [] : [[name, 'Expected a text.'] as const]
  })
}

function invalid(facts: readonly ErrorFact[], cause?: unknown): InvalidSourcesError {
  return new InvalidSourcesError('This is not a valid upload of sources.', {
    facts,
    hint: 'Send { chainId, address or codeHash, contract, compiler, input }.',
    cause,
  })
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : ''
    throw invalid([['JSON', problem || 'does not parse']], cause)
  }
}
