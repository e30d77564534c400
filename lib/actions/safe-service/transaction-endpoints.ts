import type { Address, Hash } from 'viem'
import {
  toTransactionFilter,
  toTransactionOrder,
} from '@/lib/adapters/safe-service/to-transaction-filter'
import { toWireDecoded } from '@/lib/adapters/safe-service/to-wire-decoded'
import { toWirePage } from '@/lib/adapters/safe-service/to-wire-page'
import {
  toWireAnyTransaction,
  toWireConfirmation,
  toWireTransaction,
} from '@/lib/adapters/safe-service/to-wire-transaction'
import {
  allTransactionsQuery,
  pageQuery,
  transactionsQuery,
} from '@/lib/adapters/safe-service/wire-queries'
import { proposeRequest, signatureRequest } from '@/lib/adapters/safe-service/wire-requests'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { TransactionRecord } from '@/lib/core/safe/transaction-record'
import { toProposal } from './assert-proposal'
import { confirmTransaction } from './confirm-transaction'
import { deleteTransaction } from './delete-transaction'
import type { Endpoint } from './endpoint'
import { proposeTransaction } from './propose-transaction'
import { readBody, readQuery } from './read-request'
import { readThreshold, readTransaction, readTransactions } from './read-transactions'

/** POST /v2/safes/{safe}/multisig-transactions/ */
export const postTransaction: Endpoint<Address> = async ({ context, request, parameter: safe }) => {
  const body = await readBody(request, proposeRequest, 422)
  const at = { chainId: context.chainId, address: safe }
  await proposeTransaction(context, toProposal(body, at))
  return { status: 201 }
}

/** GET /v2/safes/{safe}/multisig-transactions/ */
export const getTransactions: Endpoint<Address> = async ({ context, url, parameter: safe }) => {
  const query = readQuery(url, transactionsQuery)
  const page = readQuery(url, pageQuery({ usual: 100, most: 200 }))
  const { transactions, count, countUniqueNonce } = await readTransactions(context, {
    safe,
    ...page,
    filter: toTransactionFilter(query),
    order: toTransactionOrder(query.ordering),
  })
  const confirmationsRequired = await readThreshold(context, { safe })
  const results = transactions.map((record) =>
    toWireTransaction(record, { confirmationsRequired, dataDecoded: decodeOf(record.transaction) }),
  )
  return {
    status: 200,
    body: { ...toWirePage(results, { url: url.href, page, count }), countUniqueNonce },
  }
}

/** GET /v2/safes/{safe}/all-transactions/ */
export const getAllTransactions: Endpoint<Address> = async ({ context, url, parameter: safe }) => {
  const { ordering = '-timestamp', ...filter } = readQuery(url, allTransactionsQuery)
  const page = readQuery(url, pageQuery({ usual: 20, most: 100 }))
  const { transactions, count } = await readTransactions(context, {
    safe,
    ...page,
    filter,
    order: [{ by: 'timestamp', descending: ordering.startsWith('-') }],
  })
  const confirmationsRequired = await readThreshold(context, { safe })
  const results = transactions.map((record) =>
    toWireAnyTransaction(record, {
      confirmationsRequired,
      dataDecoded: decodeOf(record.transaction),
    }),
  )
  return { status: 200, body: toWirePage(results, { url: url.href, page, count }) }
}

/** GET /v2/multisig-transactions/{safeTxHash}/ */
export const getTransaction: Endpoint<Hash> = async ({ context, parameter: safeTxHash }) => {
  const record = await readTransaction(context, { safeTxHash })
  const confirmationsRequired = await readThreshold(context, {
    safe: record.transaction.safe.address,
  })
  const dataDecoded = decodeOf(record.transaction)
  return { status: 200, body: toWireTransaction(record, { confirmationsRequired, dataDecoded }) }
}

/** DELETE /v2/multisig-transactions/{safeTxHash}/ */
export const removeTransaction: Endpoint<Hash> = async ({ context, request, parameter }) => {
  const { signature } = await readBody(request, signatureRequest, 400)
  await deleteTransaction(context, { safeTxHash: parameter, signature })
  return { status: 204 }
}

/** POST /v1/multisig-transactions/{safeTxHash}/confirmations/ */
export const postConfirmation: Endpoint<Hash> = async ({ context, request, parameter }) => {
  const { signature } = await readBody(request, signatureRequest, 400)
  await confirmTransaction(context, { safeTxHash: parameter, signatures: signature })
  return { status: 201, body: { signature } }
}

/** GET /v1/multisig-transactions/{safeTxHash}/confirmations/ */
export const getConfirmations: Endpoint<Hash> = async ({ context, url, parameter: safeTxHash }) => {
  const page = readQuery(url, pageQuery({ usual: 100, most: 200 }))
  const { confirmations }: TransactionRecord = await readTransaction(context, { safeTxHash })
  const results = confirmations.slice(page.offset, page.offset + page.limit).map(toWireConfirmation)
  return {
    status: 200,
    body: toWirePage(results, { url: url.href, page, count: confirmations.length }),
  }
}

function decodeOf({ target, value, data, operation }: SafeTransaction) {
  if (data === '0x') return null
  return toWireDecoded(decodeCall({ call: { target, value, data }, operation }))
}
