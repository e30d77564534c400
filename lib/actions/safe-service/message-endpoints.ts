import type { Address, Hash } from 'viem'
import { toWireMessage } from '@/lib/adapters/safe-service/to-wire-message'
import { toWirePage } from '@/lib/adapters/safe-service/to-wire-page'
import { messagesQuery, pageQuery } from '@/lib/adapters/safe-service/wire-queries'
import { addMessageRequest, signatureRequest } from '@/lib/adapters/safe-service/wire-requests'
import { listMessages } from '@/lib/adapters/store/messages'
import type { Endpoint } from './endpoint'
import { readBody, readQuery } from './read-request'
import { readThreshold } from './read-transactions'
import { addMessage, addMessageSignatures, fetchMessage } from './sign-messages'

/** POST /v1/safes/{safe}/messages/ */
export const postMessage: Endpoint<Address> = async ({ context, request, parameter: safe }) => {
  const body = await readBody(request, addMessageRequest, 400)
  await addMessage(context, {
    safe,
    message: body.message,
    signatures: body.signature,
    safeAppId: body.safeAppId ?? undefined,
    origin: body.origin ?? '',
  })
  return { status: 201 }
}

/** GET /v1/safes/{safe}/messages/ */
export const getMessages: Endpoint<Address> = async ({ context, url, parameter: safe }) => {
  const { store, chainId } = context
  const { ordering } = readQuery(url, messagesQuery)
  const page = readQuery(url, pageQuery({ usual: 100, most: 200 }))
  const oldestFirst = ordering === 'created'
  const { messages, count } = await listMessages(store, { chainId, safe, oldestFirst, ...page })
  const threshold = await readThreshold(context, { safe })
  const results = messages.map((message) => toWireMessage(message, { threshold }))
  return { status: 200, body: toWirePage(results, { url: url.href, page, count }) }
}

/** GET /v1/messages/{messageHash}/ */
export const getMessage: Endpoint<Hash> = async ({ context, parameter: messageHash }) => {
  const message = await fetchMessage(context, { messageHash })
  const threshold = await readThreshold(context, { safe: message.safe })
  return { status: 200, body: toWireMessage(message, { threshold }) }
}

/** POST /v1/messages/{messageHash}/signatures/ */
export const postMessageSignature: Endpoint<Hash> = async ({ context, request, parameter }) => {
  const { signature } = await readBody(request, signatureRequest, 400)
  await addMessageSignatures(context, { messageHash: parameter, signatures: signature })
  return { status: 201 }
}
