import { type Address, getAddress, type Hash, isAddress } from 'viem'
import { checksumReply } from '@/lib/adapters/safe-service/wire-error'
import * as delegates from './delegate-endpoints'
import type { Endpoint, EndpointRequest } from './endpoint'
import * as messages from './message-endpoints'
import { ReplyError } from './read-request'
import * as safes from './safe-endpoints'
import * as transactions from './transaction-endpoints'

type Method = 'GET' | 'POST' | 'DELETE'

/** `:address` and `:hash` stand for the one part of a path that varies; no path has more than one. */
type Route = Partial<Record<Method, Endpoint<never>>>

const routes: Readonly<Record<string, Route>> = {
  'v1/about': { GET: safes.getAbout },
  'v1/about/singletons': { GET: safes.getSingletons },
  'v1/safes/:address': { GET: safes.getSafe },
  'v1/owners/:address/safes': { GET: safes.getSafesOfOwner },
  'v1/modules/:address/safes': { GET: safes.getSafesOfModule },
  'v1/safes/:address/multisig-transactions/estimations': { POST: safes.postEstimation },
  'v1/data-decoder': { POST: safes.postDecoder },

  'v2/safes/:address/multisig-transactions': {
    GET: transactions.getTransactions,
    POST: transactions.postTransaction,
  },
  'v2/safes/:address/all-transactions': { GET: transactions.getAllTransactions },
  'v2/multisig-transactions/:hash': {
    GET: transactions.getTransaction,
    DELETE: transactions.removeTransaction,
  },
  'v1/multisig-transactions/:hash/confirmations': {
    GET: transactions.getConfirmations,
    POST: transactions.postConfirmation,
  },

  'v2/delegates': { GET: delegates.getDelegates, POST: delegates.postDelegate },
  'v2/delegates/:address': { DELETE: delegates.deleteDelegate },

  'v1/safes/:address/messages': { GET: messages.getMessages, POST: messages.postMessage },
  'v1/messages/:hash': { GET: messages.getMessage },
  'v1/messages/:hash/signatures': { POST: messages.postMessageSignature },

  'v1/safes/:address/creation': { GET: safes.notFollowed },
  'v1/safes/:address/incoming-transfers': { GET: safes.notFollowed },
  'v1/safes/:address/module-transactions': { GET: safes.notFollowed },
  'v1/tokens': { GET: safes.emptyList },
  'v1/tokens/:address': { GET: safes.notFollowed },
  'v1/safes/:address/safe-operations': { GET: safes.notImplemented, POST: safes.notImplemented },
  'v1/safe-operations/:hash': { GET: safes.notImplemented },
  'v1/safe-operations/:hash/confirmations': {
    GET: safes.notImplemented,
    POST: safes.notImplemented,
  },
}

/**
 * Finds the endpoint of a request, with or without a slash at the end.
 *
 * @param path What stands behind `/api/`.
 * @throws ReplyError 404, 405, or 422 for an address without its checksum.
 */
export function routeRequest(path: string, request: EndpointRequest<undefined>) {
  const parts = path.split('/').filter((part) => part !== '')
  const index = parts.findIndex((part) => part.startsWith('0x'))
  const [text] = index < 0 ? [] : [parts[index]]
  const isHash = text !== undefined && /^0x[0-9a-fA-F]{64}$/.test(text)
  const pattern = text === undefined ? parts : parts.with(index, isHash ? ':hash' : ':address')
  const route = routes[pattern.join('/')]
  if (!route) throw new ReplyError({ status: 404, body: { detail: 'Not found.' } })
  const endpoint = route[request.request.method as Method]
  if (!endpoint) {
    const detail = `Method "${request.request.method}" not allowed.`
    throw new ReplyError({ status: 405, body: { detail } })
  }
  const parameter = text === undefined ? undefined : isHash ? parseHash(text) : parseChecksum(text)
  // The pattern decides which of the three the endpoint takes.
  return endpoint({ ...request, parameter: parameter as never })
}

const parseHash = (text: string) => text.toLowerCase() as Hash

function parseChecksum(text: string): Address {
  if (isAddress(text, { strict: false }) && getAddress(text) === text) return text
  throw new ReplyError(checksumReply(text.slice(0, 100)))
}
