import type { Address } from 'viem'
import { toWirePage } from '@/lib/adapters/safe-service/to-wire-page'
import { delegatesQuery, pageQuery } from '@/lib/adapters/safe-service/wire-queries'
import {
  addDelegateRequest,
  removeDelegateRequest,
} from '@/lib/adapters/safe-service/wire-requests'
import { listDelegates } from '@/lib/adapters/store/delegates'
import { addDelegate, removeDelegate } from './change-delegates'
import type { Endpoint } from './endpoint'
import { readBody, readQuery } from './read-request'

/** GET /v2/delegates */
export const getDelegates: Endpoint<undefined> = async ({ context, url }) => {
  const { store, chainId } = context
  const query = readQuery(url, delegatesQuery)
  const page = readQuery(url, pageQuery({ usual: 100, most: 200 }))
  const { delegations, count } = await listDelegates(store, { chainId, ...query, ...page })
  const results = delegations.map((delegation) =>
    toWire({ ...delegation, safe: delegation.safe ?? null }),
  )
  return { status: 200, body: toWirePage(results, { url: url.href, page, count }) }
}

/** POST /v2/delegates/ */
export const postDelegate: Endpoint<undefined> = async ({ context, request }) => {
  const body = await readBody(request, addDelegateRequest, 400)
  await addDelegate(context, { ...body, safe: body.safe ?? undefined })
  return { status: 201, body: toWire({ ...body, safe: body.safe ?? null }) }
}

/** DELETE /v2/delegates/{delegate} */
export const deleteDelegate: Endpoint<Address> = async ({ context, request, parameter }) => {
  const { delegator, safe, signature } = await readBody(request, removeDelegateRequest, 400)
  const parameters = { delegate: parameter, delegator, safe: safe ?? undefined, signature }
  await removeDelegate(context, parameters)
  return { status: 204 }
}

function toWire(delegation: {
  safe: Address | null
  delegate: Address
  delegator: Address
  label: string
}) {
  const { safe, delegate, delegator, label } = delegation
  return { safe, delegate, delegator, label, expiryDate: null }
}
