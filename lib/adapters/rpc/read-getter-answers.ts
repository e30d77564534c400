import {
  type Address,
  type Client,
  concat,
  decodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hexToBigInt,
  hexToString,
  parseAbi,
  size,
} from 'viem'
import { call } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { GetterAnswer } from '@/lib/core/check/selector/getter-answer'
import { BaseError } from '@/lib/core/error/base-error'

/** The node cannot run other code in the place of an address, or says that it can and does not. */
export class NoCodeOverrideError extends BaseError {
  override readonly name = 'NoCodeOverrideError'
  constructor({ chainId, cause }: { chainId: number; cause?: unknown }) {
    super('The node does not run other code in the place of what stands there.', {
      facts: [['Chain', String(chainId)]],
      hint: 'Use a node that takes state overrides in eth_call.',
      cause,
    })
  }
}

export type ReadGetterAnswersParameters = {
  readonly chainId: number
  readonly proxy: Address
  /** What runs behind the proxy at this block: the new code is put in its place. */
  readonly implementation: Address
  readonly newCode: Hex
  readonly blockNumber: bigint
}

/**
 * Asks a proxy for its version and its interfaces, as it is and as if the new code stood in the place of the old. The
 * storage stays as it is: what a migration would change is not seen.
 *
 * @throws NoCodeOverrideError, RpcUnreachableError
 */
export async function readGetterAnswers(
  client: Client,
  parameters: ReadGetterAnswersParameters,
): Promise<GetterAnswer[]> {
  await assertOverrides(client, parameters)
  const ask = async ({ data, ...question }: Question): Promise<GetterAnswer> => {
    const [before, after] = await Promise.all([
      askProxy(client, parameters, { data, code: undefined }),
      askProxy(client, parameters, { data, code: parameters.newCode }),
    ])
    return { ...question, before: readAnswer(question, before), after: readAnswer(question, after) }
  }
  return await Promise.all(questions.map(ask))
}

type Question = Pick<GetterAnswer, 'kind' | 'question'> & { readonly data: Hex }

const abi = parseAbi([
  'function version()',
  'function VERSION()',
  'function getVersion()',
  'function contractVersion()',
  'function REVISION()',
  'function UPGRADE_INTERFACE_VERSION()',
  'function supportsInterface(bytes4 interfaceId)',
])

const versions = [
  'version',
  'VERSION',
  'getVersion',
  'contractVersion',
  'REVISION',
  'UPGRADE_INTERFACE_VERSION',
] as const

/** ERC-165, 721 with metadata and enumeration, 1155 with its receiver, 2981, 4906, OpenZeppelin's AccessControl and its extensions. */
const interfaces: readonly Hex[] = [
  '0x01ffc9a7',
  '0x80ac58cd',
  '0x5b5e139f',
  '0x780e9d63',
  '0xd9b67a26',
  '0x0e89341c',
  '0x4e2312e0',
  '0x2a55205a',
  '0x49064906',
  '0x7965db0b',
  '0x5a05180f',
  '0x31498786',
]

const questions: readonly Question[] = [
  ...versions.map((functionName) => ({
    kind: 'version' as const,
    question: `${functionName}()`,
    data: encodeFunctionData({ abi, functionName }),
  })),
  ...interfaces.map((id) => ({
    kind: 'interface' as const,
    question: `supportsInterface(${id})`,
    data: encodeFunctionData({ abi, functionName: 'supportsInterface', args: [id] }),
  })),
]

/** Code that answers every call with these 32 bytes. */
const mark: Hex = `0x${'5a'.repeat(32)}`
const marker = concat(['0x7f', mark, '0x60005260206000f3'])

/** A node that ignores overrides would answer as before: nothing would ever fall back. */
async function assertOverrides(client: Client, parameters: ReadGetterAnswersParameters) {
  const [{ data }] = questions as readonly [Question]
  const { chainId } = parameters
  let answer: Hex | undefined
  try {
    answer = await askProxy(client, parameters, { data, code: marker })
  } catch (cause) {
    throw new NoCodeOverrideError({ chainId, cause })
  }
  if (answer !== mark) throw new NoCodeOverrideError({ chainId })
}

/** Undefined where the contract refuses. */
async function askProxy(
  client: Client,
  { chainId, proxy, implementation, blockNumber }: ReadGetterAnswersParameters,
  { data, code }: { data: Hex; code: Hex | undefined },
): Promise<Hex | undefined> {
  const stateOverride = code ? [{ address: implementation, code }] : undefined
  try {
    const answer = await call(client, { to: proxy, data, blockNumber, stateOverride })
    return answer.data
  } catch (cause) {
    if (isContractsAnswer(cause)) return undefined
    throw new RpcUnreachableError({ chainId, request: `getters of ${proxy}`, cause })
  }
}

function readAnswer({ kind }: Pick<Question, 'kind'>, answer: Hex | undefined): string | undefined {
  if (answer === undefined || size(answer) < 32) return undefined
  if (kind === 'interface') {
    const value = hexToBigInt(answer)
    return size(answer) === 32 && value <= 1n ? String(value === 1n) : undefined
  }
  if (size(answer) === 32) {
    const value = hexToBigInt(answer)
    // More than any version counts up to: text in a `bytes32`.
    return value < 2n ** 128n ? value.toString() : hexToString(answer, { size: 32 })
  }
  try {
    return decodeAbiParameters([{ type: 'string' }], answer)[0].slice(0, longestVersion)
  } catch {
    return undefined
  }
}

/** Characters. */
const longestVersion = 80
