import type { Address, Hash, Hex } from 'viem'
import { getCode } from 'viem/actions'
import { saveSources } from '@/lib/actions/save-sources'
import type { RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { Store } from '@/lib/adapters/store/store'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import { BaseError } from '@/lib/core/error/base-error'
import { bundleSources } from '@/lib/core/source/bundle-sources'
import { parseSourceUpload } from '@/lib/core/source/parse-source-upload'

/** An address without code has no sources. */
export class NoCodeError extends BaseError {
  override readonly name = 'NoCodeError'
  constructor({ chainId, address }: { chainId: number; address: Address }) {
    super('There is no code at this address.', {
      facts: [
        ['Chain', String(chainId)],
        ['Address', address],
      ],
      hint: 'Deploy the contract first, or give the codeHash that it will have.',
    })
  }
}

export type UploadSourcesReturnType = {
  readonly hash: Hash
  /** As path:Name. */
  readonly contract: string
  /** The bundle with all that was compiled, where that is more than the contract reaches. */
  readonly whole?: Hash | undefined
  readonly isNew: boolean
}

/**
 * Takes in what somebody says a contract was compiled from.
 *
 * @param parameters.json `{ chainId, address or codeHash, contract?, compiler?, input }`; `input` is a standard JSON input
 *   of solc or a build-info of Foundry or Hardhat.
 * @throws InvalidSourcesError, InvalidAddressError, InvalidHashError, UnknownChainError, NoCodeError, SourceStoreFullError,
 *   RpcUnreachableError
 */
export async function uploadSources(
  { store, clientFor }: { store: Store; clientFor: (chainId: number) => RpcClient },
  { json }: { json: string },
): Promise<UploadSourcesReturnType> {
  const { chainId, of, ...upload } = parseSourceUpload(json)
  // Asked for a code hash too, so that nothing is kept for chains that nobody here looks at.
  const client = clientFor(chainId)
  const code = 'address' in of ? await readCode(client, { chainId, ...of }) : undefined
  const sources = bundleSources({ ...upload, code })
  const codeHash = 'address' in of ? hashCode(code ?? '0x') : of.codeHash
  const saved = await saveSources({ store }, { chainId, codeHash, origin: 'upload', sources })
  const { path, name } = sources.bundle.contract
  const { hash, whole, isNew } = saved
  return { hash, contract: `${path}:${name}`, ...(whole !== hash && { whole }), isNew }
}

async function readCode(
  client: RpcClient,
  { chainId, address }: { chainId: number; address: Address },
): Promise<Hex> {
  const code = await getCode(client, { address }).catch((cause: unknown) => {
    throw new RpcUnreachableError({ chainId, request: `eth_getCode of ${address}`, cause })
  })
  if (code === undefined || code === '0x') throw new NoCodeError({ chainId, address })
  return code
}
