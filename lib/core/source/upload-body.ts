import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { InvalidSourcesError } from './invalid-sources-error'
import { membersOf } from './json-members'

export type UploadBodyParameters = {
  readonly of: ChainAddress
  /** Text of a standard JSON input of solc, or of a build-info of Foundry or Hardhat. */
  readonly file: string
  /** As path:Name, or the name alone; empty where the code shall tell. */
  readonly contract: string
  /** Version of the compiler, for an input that does not tell it; else empty. */
  readonly compiler: string
}

/** Characters of a body above which what the compiler answered is left out. */
const longest = 5_000_000

/**
 * The body of a request that hands in the sources of a contract. Of a large build-info only what went into the compiler is
 * sent; then the contract has to be named, which else is recognised by its code.
 *
 * @throws InvalidSourcesError where the file is no JSON, or is too large without the name of the contract.
 */
export function uploadBody({ of, file, contract, compiler }: UploadBodyParameters): string {
  const input = parseFile(file)
  const named = { ...(contract && { contract }), ...(compiler && { compiler }) }
  const whole = JSON.stringify({ chainId: of.chainId, address: of.address, ...named, input })
  if (whole.length <= longest) return whole
  const { output, ...rest } = membersOf(input) ?? {}
  if (contract && output !== undefined) {
    return JSON.stringify({ chainId: of.chainId, address: of.address, ...named, input: rest })
  }
  throw new InvalidSourcesError('This file is too large.', {
    facts: [['Size', `${whole.length.toLocaleString('en')} characters`]],
    hint: 'Name the contract: then what the compiler answered is left out. Or give the standard JSON input of the contract alone.',
  })
}

function parseFile(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : ''
    throw new InvalidSourcesError('This file is not JSON.', {
      facts: [['JSON', problem || 'does not parse']],
      hint: 'Give a standard JSON input of solc, or a build-info of Foundry or Hardhat.',
      cause,
    })
  }
}
