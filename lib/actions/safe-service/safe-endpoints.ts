import type { Address, Client } from 'viem'
import { zeroAddress } from 'viem'
import { estimateGas, getBlockNumber } from 'viem/actions'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readModuleGuard } from '@/lib/adapters/rpc/read-module-guard'
import { safeSingletons } from '@/lib/adapters/safe-service/safe-singletons'
import { toWireDecoded } from '@/lib/adapters/safe-service/to-wire-decoded'
import { toWirePage } from '@/lib/adapters/safe-service/to-wire-page'
import { toWireSafe } from '@/lib/adapters/safe-service/to-wire-safe'
import type { WireReply } from '@/lib/adapters/safe-service/wire-error'
import { pageQuery } from '@/lib/adapters/safe-service/wire-queries'
import { decodeRequest, estimateRequest } from '@/lib/adapters/safe-service/wire-requests'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Endpoint } from './endpoint'
import { findSafes } from './find-safes'
import { readKnownSafe } from './read-known-safe'
import { readBody, readQuery } from './read-request'

/** The version of the upstream service whose surface this is. */
const compatibleVersion = '6.10.1'

/** GET /v1/about */
export const getAbout: Endpoint<undefined> = async ({ url }) => ({
  status: 200,
  body: {
    name: 'Suture Safe service',
    version: compatibleVersion,
    api_version: 'v1',
    secure: url.protocol === 'https:',
    settings: {},
  },
})

/** GET /v1/about/singletons: those whose code stands on this chain. Nothing is indexed by singleton here. */
export const getSingletons: Endpoint<undefined> = async ({ context }) => {
  const { client, chainId } = context
  const lastIndexedBlockNumber = Number(await getBlockNumber(client))
  const found = await Promise.all(
    safeSingletons.map(async ({ address, version, l2 }) => {
      if (!(await readCodeHash(client, { chainId, address }))) return []

      return [
        {
          address,
          version,
          deployer: 'Safe',
          deployedBlockNumber: null,
          lastIndexedBlockNumber,
          l2,
        },
      ]
    }),
  )
  return { status: 200, body: found.flat() }
}

/** GET /v1/safes/{safe}/ */
export const getSafe: Endpoint<Address> = async ({ context, parameter: safe }) => {
  const { client, chainId } = context
  const [state, moduleGuard] = await Promise.all([
    readKnownSafe(context, { safe }),
    readModuleGuard(client, { chainId, address: safe }),
  ])
  return { status: 200, body: toWireSafe(state, { moduleGuard }) }
}

/** GET /v1/owners/{address}/safes/ */
export const getSafesOfOwner: Endpoint<Address> = async ({ context, parameter: address }) => ({
  status: 200,
  body: { safes: await findSafes(context, { address, role: 'owners' }) },
})

/** GET /v1/modules/{address}/safes/ */
export const getSafesOfModule: Endpoint<Address> = async ({ context, parameter: address }) => ({
  status: 200,
  body: { safes: await findSafes(context, { address, role: 'modules' }) },
})

/**
 * POST /v1/safes/{safe}/multisig-transactions/estimations/: a Safe since 1.3.0 needs no `safeTxGas`, it passes all gas
 * on and reverts with the call. Older ones get what the call needs.
 */
export const postEstimation: Endpoint<Address> = async ({ context, request, parameter: safe }) => {
  const body = await readBody(request, estimateRequest, 422)
  const { version } = await readKnownSafe(context, { safe })
  if (!/^(0|1\.[0-2])\./.test(version)) return { status: 200, body: { safeTxGas: '0' } }
  return await estimate(context.client, { account: safe, ...body })
}

async function estimate(
  client: Client,
  {
    account,
    to,
    value,
    data,
  }: { account: Address; to: Address; value: bigint; data: `0x${string}` },
): Promise<WireReply> {
  try {
    const gas = await estimateGas(client, { account, to, value, data })
    return { status: 200, body: { safeTxGas: String(gas) } }
  } catch {
    return { status: 422, body: { code: 30, message: 'Gas estimation failed', arguments: [to] } }
  }
}

/** POST /v1/data-decoder/ */
export const postDecoder: Endpoint<undefined> = async ({ request }) => {
  const { data, to } = await readBody(request, decodeRequest, 422)
  if (data === '0x') {
    const message = 'Ensure this field has at least 1 hexadecimal chars (not counting 0x).'
    return { status: 422, body: { data: [message], detail: message } }
  }
  const decoded = toWireDecoded(
    decodeCall({ call: { target: to ?? zeroAddress, value: 0n, data } }),
  )
  if (decoded) return { status: 200, body: decoded }
  // Upstream answers `null`, on which api-kit stumbles.
  return { status: 404, body: { detail: 'Cannot decode data.' } }
}

/** What this service does not follow, and says so. */
export const notFollowed: Endpoint<unknown> = async () => ({
  status: 404,
  body: {
    detail: 'This service does not follow that. It keeps what the Safe itself sends and signs.',
  },
})

/** Lists that are known to hold nothing here. */
export const emptyList: Endpoint<unknown> = async ({ url }) => {
  const page = readQuery(url, pageQuery({ usual: 100, most: 200 }))
  return { status: 200, body: toWirePage([], { url: url.href, page, count: 0 }) }
}

/** Account abstraction is not part of this service. */
export const notImplemented: Endpoint<unknown> = async () => ({
  status: 501,
  body: { detail: 'Safe operations (ERC-4337) are not supported by this service.' },
})
