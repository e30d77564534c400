import fc from 'fast-check'
import {
  type Address,
  bytesToHex,
  concat,
  encodeFunctionData,
  type Hex,
  hexToBigInt,
  keccak256,
  pad,
  toHex,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import type { Store } from '@/lib/adapters/store/store'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { arbitraryMutation, mutateJson } from '@/lib/core/safe/__fixtures__/mutate-json'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { openEmptyStore } from '@/test/empty-store'
import {
  chainId,
  createTestSafe,
  executeAs,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { type RunningSafeService, startSafeService } from '@/test/start-safe-service'

let chain: SafeOnAnvil
let store: Store
let service: RunningSafeService
let safe: Address

beforeAll(async () => {
  chain = await startSafeChain()
  store = await openEmptyStore()
  service = await startSafeService({
    store,
    client: createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] }),
    chainId,
    now: () => new Date(),
    followInterval: 0,
  })
  safe = await createTestSafe(chain.client)
})
afterAll(async () => {
  await service?.stop()
  await store?.close()
  await chain?.stop()
})

type Answer = { status: number; body: Record<string, unknown> | undefined }

async function send(path: string, body?: unknown, method = 'POST'): Promise<Answer> {
  const response = await fetch(`${service.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

async function proposal(transaction: SafeTransaction, signer = 0) {
  return {
    to: transaction.target,
    value: String(transaction.value),
    data: transaction.data,
    operation: transaction.operation === 'delegatecall' ? 1 : 0,
    safeTxGas: '0',
    baseGas: '0',
    gasPrice: '0',
    gasToken: transaction.gasToken,
    refundReceiver: transaction.refundReceiver,
    nonce: Number(transaction.nonce),
    contractTransactionHash: hashOf(transaction),
    sender: demoAccount(signer).address,
    signature: await signAs(signer, transaction),
  }
}

const postTo = (at: Address) => `/v2/safes/${at}/multisig-transactions/`

/** A value no other transaction of this file has. */
let counter = 1n
const fresh = (overrides: Partial<SafeTransaction> = {}) => {
  counter += 1n
  return transactionOf(safe, { value: counter, ...overrides })
}

describe('proposals', () => {
  const cases: [
    what: string,
    change: (body: Awaited<ReturnType<typeof proposal>>) => object,
    status: number,
    says: string,
  ][] = [
    [
      'a hash of other fields',
      (body) => ({ ...body, value: '999' }),
      422,
      'does not match provided',
    ],
    [
      'an address in lower case',
      (body) => ({ ...body, to: body.to.toLowerCase() }),
      422,
      'Checksum',
    ],
    [
      'a sender in lower case',
      (body) => ({ ...body, sender: body.sender.toLowerCase() }),
      422,
      'Checksum',
    ],
    ['no address', (body) => ({ ...body, to: '0x12' }), 422, 'Checksum'],
    ['calldata of half a byte', (body) => ({ ...body, data: '0x123' }), 422, 'half a byte'],
    ['calldata that is no hex', (body) => ({ ...body, data: '0xzz' }), 422, 'no hex digits'],
    ['a negative value', (body) => ({ ...body, value: '-1' }), 422, 'Not an unsigned integer'],
    [
      'a value of 257 bits',
      (body) => ({ ...body, value: String(2n ** 256n) }),
      422,
      'unsigned integer',
    ],
    ['an operation 2', (body) => ({ ...body, operation: 2 }), 422, 'operation'],
    ['no nonce', ({ nonce: _, ...body }) => body, 422, 'nonce'],
    [
      'a hash of 31 bytes',
      (body) => ({ ...body, contractTransactionHash: '0x12' }),
      422,
      '32-byte hash',
    ],
    ['an origin too long', (body) => ({ ...body, origin: 'x'.repeat(201) }), 422, '200 characters'],
    ['an origin with NUL', (body) => ({ ...body, origin: 'a\0b' }), 422, 'Null characters'],
    [
      'a signature one byte short',
      (body) => ({ ...body, signature: body.signature.slice(0, -2) }),
      422,
      'Invalid signature',
    ],
    [
      'a signature one byte long',
      (body) => ({ ...body, signature: `${body.signature}00` }),
      422,
      'Invalid signature',
    ],
    [
      'a sender who did not sign',
      (body) => ({ ...body, sender: demoAccount(1).address }),
      422,
      'does not match sender',
    ],
    [
      'a sender who is nobody',
      (body) => ({ ...body, sender: demoAccount(5).address }),
      422,
      'not an owner or delegate',
    ],
    [
      'the same signature twice',
      (body) => ({ ...body, signature: concat([body.signature, body.signature]) }),
      422,
      'same signer',
    ],
  ]
  test.each(cases)('error: %s', async (_, change, status, says) => {
    const body = await proposal(fresh())
    const refused = await send(postTo(safe), change(body))
    expect(refused.status).toBe(status)
    expect(JSON.stringify(refused.body)).toContain(says)
    const hash = body.contractTransactionHash
    expect((await send(`/v2/multisig-transactions/${hash}/`, undefined, 'GET')).status).toBe(404)
    // The same without the mistake.
    expect(await send(postTo(safe), body)).toEqual({ status: 201, body: undefined })
  })

  test('error: the answer to a missing checksum is the one that clients know', async () => {
    const lower = safe.toLowerCase()
    const expected = {
      status: 422,
      body: { code: 1, message: 'Checksum address validation failed', arguments: [lower] },
    }
    expect(await send(`/v1/safes/${lower}/`, undefined, 'GET')).toEqual(expected)
    expect((await send(`/v1/safes/${safe}/`, undefined, 'GET')).status).toBe(200)
  })

  test('error: not a Safe', async () => {
    const eoa = demoAccount(4).address
    const transaction = transactionOf(eoa)
    expect((await send(postTo(eoa), await proposal(transaction))).status).toBe(422)
    const contract = '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526'
    expect((await send(`/v1/safes/${contract}/`, undefined, 'GET')).status).toBe(404)
  })

  test('error: for another chain or another Safe', async () => {
    const other = await createTestSafe(chain.client)
    const transaction = fresh()
    const elsewhere = { ...transaction, safe: { chainId: 1, address: safe } }
    const body = await proposal(transaction)
    const signature = await signAs(0, elsewhere)
    const refused = await send(postTo(safe), { ...body, signature })
    expect(refused.body?.detail).toContain('is not an owner of the Safe')
    expect((await send(postTo(other), body)).body?.detail).toContain('does not match provided')
    expect((await send(postTo(safe), body)).status).toBe(201)
  })

  test('error: delegatecall to the Safe-replacing kind of contract', async () => {
    const transaction = fresh({ operation: 'delegatecall', target: safe })
    const refused = await send(postTo(safe), await proposal(transaction))
    expect(refused.status).toBe(422)
    expect(refused.body?.nonFieldErrors).toEqual(['Operation DELEGATE_CALL is not allowed'])
    const benign = { ...transaction, operation: 'call' as const }
    expect((await send(postTo(safe), await proposal(benign))).status).toBe(201)
  })

  test('error: a nonce that is used up; rivals at one that is not', async () => {
    const own = await createTestSafe(chain.client)
    const executed = transactionOf(own)
    const rival = transactionOf(own, { value: 0n, data: '0x01' })
    expect((await send(postTo(own), await proposal(executed))).status).toBe(201)
    expect((await send(postTo(own), await proposal(rival))).status).toBe(201)
    await executeAs(chain.client, [0, 1], executed)
    const late = await send(postTo(own), await proposal(transactionOf(own, { data: '0x02' })))
    expect(late.status).toBe(422)
    expect(late.body?.detail).toContain('Nonce=0 is already executed. Current nonce is 1.')
    for (const gone of [executed, rival]) {
      const path = `/v1/multisig-transactions/${hashOf(gone)}/confirmations/`
      const refused = await send(path, { signature: await signAs(1, gone) })
      expect([refused.status, String(refused.body?.signature)]).toEqual([
        400,
        expect.stringContaining('already executed'),
      ])
    }
    const next = transactionOf(own, { nonce: 1n, data: '0x02' })
    expect((await send(postTo(own), await proposal(next))).status).toBe(201)
    const list = await send(postTo(own), undefined, 'GET')
    expect(list.body).toMatchObject({ count: 3, countUniqueNonce: 2 })
  })

  test('error: littering with unsigned proposals', async () => {
    const own = await createTestSafe(chain.client)
    const unsigned = async (value: bigint) => {
      const { signature: _, ...body } = await proposal(transactionOf(own, { value }))
      return (await send(postTo(own), body)).status
    }
    const statuses: number[] = []
    for (let value = 0n; value < 52n; value++) statuses.push(await unsigned(value))
    expect(statuses.filter((status) => status === 201)).toHaveLength(50)
    expect(statuses.slice(50)).toEqual([422, 422])
    expect((await send(postTo(own), await proposal(transactionOf(own)))).status).toBe(201)
  })
})

describe('confirmations', () => {
  let transaction: SafeTransaction
  let path: string
  beforeAll(async () => {
    transaction = fresh()
    await send(postTo(safe), await proposal(transaction))
    path = `/v1/multisig-transactions/${hashOf(transaction)}/confirmations/`
  })

  const half = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
  const order = half * 2n + 1n
  const highS = (signature: Hex): Hex => {
    const s = hexToBigInt(`0x${signature.slice(66, 130)}`)
    const v = signature.endsWith('1b') ? '0x1c' : '0x1b'
    return concat([signature.slice(0, 66) as Hex, pad(toHex(order - s), { size: 32 }), v])
  }

  const cases: [what: string, signature: () => Promise<Hex>, says: string][] = [
    ['by a non-owner', () => signAs(5, transaction), 'is not an owner of the Safe'],
    ['of another transaction', () => signAs(1, fresh()), 'is not an owner of the Safe'],
    ['high-s', async () => highS(await signAs(1, transaction)), 'upper half'],
    [
      '64 bytes',
      async () => (await signAs(1, transaction)).slice(0, 130) as Hex,
      'Invalid signature',
    ],
    ['66 bytes', async () => `${await signAs(1, transaction)}00`, 'Invalid signature'],
    ['no bytes', async () => '0x', 'Invalid signature'],
    [
      'v = 26',
      async () => `${(await signAs(1, transaction)).slice(0, 130)}1a` as Hex,
      'Invalid signature',
    ],
    ['zeros', async () => bytesToHex(new Uint8Array(65)), 'Invalid signature'],
    [
      'an approval that is not on chain',
      async () => encodeSignatures([approvedHashSignature(demoAccount(1).address)]),
      'has not approved',
    ],
    [
      'a contract signature of an account',
      async () =>
        encodeSignatures([{ kind: 'contract', signer: demoAccount(1).address, data: '0x1234' }]),
      'does not confirm',
    ],
    [
      'one good, one bad',
      async () => concat([await signAs(1, transaction), await signAs(5, transaction)]),
      'is not an owner',
    ],
    ['duplicate', () => signAs(0, transaction), 'already confirmed'],
  ]
  test.each(cases)('error: %s', async (_, signature, says) => {
    const refused = await send(path, { signature: await signature() })
    expect(refused.status).toBe(400)
    expect(String(refused.body?.signature)).toContain(says)
    // The message survives the trip through api-kit, which reads `detail`.
    expect(refused.body?.detail).toContain(says)
    expect((await send(path, undefined, 'GET')).body?.count).toBe(1)
  })

  test('default: the same without the mistake', async () => {
    expect((await send(path, { signature: await signAs(1, transaction) })).status).toBe(201)
    const raw = await demoAccount(2).signMessage({ message: { raw: hashOf(transaction) } })
    const v = (Number.parseInt(raw.slice(-2), 16) + 4).toString(16)
    const ethSign = `${raw.slice(0, -2)}${v}`
    expect((await send(path, { signature: ethSign })).status).toBe(201)
    const { body } = await send(path, undefined, 'GET')
    expect(body?.results).toMatchObject([{}, {}, { signatureType: 'ETH_SIGN' }])
  })

  test('error: a transaction nobody proposed', async () => {
    const unknown = fresh()
    const refused = await send(`/v1/multisig-transactions/${hashOf(unknown)}/confirmations/`, {
      signature: await signAs(1, unknown),
    })
    expect(refused.status).toBe(404)
    expect(refused.body?.detail).toContain('is not known here')
  })

  test('behavior: owners are read live', async () => {
    const own = await createTestSafe(chain.client)
    const pending = transactionOf(own, { nonce: 5n })
    await send(postTo(own), await proposal(pending))
    const swap = encodeFunctionData({
      abi: safeAbi,
      functionName: 'swapOwner',
      args: [demoAccount(0).address, demoAccount(1).address, demoAccount(6).address],
    })
    await executeAs(chain.client, [0, 2], transactionOf(own, { target: own, data: swap }))
    const at = `/v1/multisig-transactions/${hashOf(pending)}/confirmations/`
    expect((await send(at, { signature: await signAs(1, pending) })).status).toBe(400)
    expect((await send(at, { signature: await signAs(6, pending) })).status).toBe(201)
  })

  test.each(['1.4.1', '1.5.0'] as const)('behavior: a Safe %s owned by a Safe', async (version) => {
    const inner = await createTestSafe(chain.client, { owners: [3], threshold: 1, version })
    const outer = await createTestSafe(chain.client, { owners: [0, inner], version })
    const nested = transactionOf(outer)
    await send(postTo(outer), {
      ...(await proposal(nested)),
      contractTransactionHash: hashOf(nested, version),
      signature: await signAs(0, nested, version),
    })
    const hashes = hashSafeTransaction({ transaction: nested, version })
    const preimage = concat(['0x1901', hashes.domainHash, hashes.messageHash])
    // What the inner Safe's owner signs: SafeMessage over the hash (1.5.0) or over what was hashed (before).
    const signInner = (index: number) =>
      demoAccount(index).signTypedData({
        domain: { chainId, verifyingContract: inner },
        types: { SafeMessage: [{ name: 'message', type: 'bytes' }] },
        primaryType: 'SafeMessage',
        message: { message: version === '1.5.0' ? keccak256(preimage) : preimage },
      })
    const at = `/v1/multisig-transactions/${hashes.safeTxHash}/confirmations/`
    const contractSignature = (data: Hex) =>
      encodeSignatures([{ kind: 'contract', signer: inner, data }])
    const refused = await send(at, { signature: contractSignature(await signInner(4)) })
    expect([refused.status, String(refused.body?.signature)]).toEqual([
      400,
      expect.stringContaining('does not confirm'),
    ])
    const signature = contractSignature(await signInner(3))
    expect((await send(at, { signature })).status).toBe(201)
    const { body } = await send(at, undefined, 'GET')
    expect(body?.results).toMatchObject([{}, { signature, signatureType: 'CONTRACT_SIGNATURE' }])
    // And the chain agrees.
    const first = await parseSignatures({
      signatures: await signAs(0, nested, version),
      safeTxHash: hashes.safeTxHash,
    })
    const second = await parseSignatures({ signatures: signature, safeTxHash: hashes.safeTxHash })
    await sendTransaction(chain.client, {
      from: demoAccount(8).address,
      to: outer,
      data: encodeExecTransaction({ transaction: nested, signatures: [...first, ...second] }),
    })
  })
})

describe('requests', () => {
  test('error: a body that is too large, announced or not', async () => {
    const body = await proposal(fresh())
    const padded = JSON.stringify({ ...body, filler: 'x'.repeat(1_048_576) })
    expect((await send(postTo(safe), padded)).status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        for (let chunk = 0; chunk < 20; chunk++) controller.enqueue(new Uint8Array(65_536).fill(32))
        controller.close()
      },
    })
    const streamed = await fetch(`${service.url}${postTo(safe)}`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(streamed.status).toBe(413)
    const nearly = JSON.stringify({ ...body, filler: 'x'.repeat(1_000_000) })
    expect((await send(postTo(safe), nearly)).status).toBe(201)
  })

  test.each(['', '{', 'null', '[]', '"x"', '\ud800', '{"a":'.repeat(20_000)])(
    'error: a body that is no request (%#)',
    async (body) => {
      const { status } = await send(postTo(safe), body)
      expect([400, 422]).toContain(status)
    },
  )

  test('error: a chain that is not served', async () => {
    for (const other of ['1', '0', 'x', '031337', '31337.0', '99999999999999999999']) {
      const url = service.url.replace('/31337/', `/${other}/`)
      expect([other, (await fetch(`${url}/v1/about`)).status]).toEqual([other, 404])
    }
    expect((await fetch(`${service.url}/v1/about`)).status).toBe(200)
    expect((await fetch(`${service.url}/v1/about/`)).status).toBe(200)
  })

  test('error: paths and methods that do not exist', async () => {
    expect((await send('/v1/nothing', undefined, 'GET')).status).toBe(404)
    expect((await send('/v1/about', {}, 'POST')).status).toBe(405)
    expect((await send('/v2/multisig-transactions/0x12/', undefined, 'GET')).status).toBe(404)
  })

  test('error: queries that mean nothing', async () => {
    for (const query of ['nonce=-1', 'executed=maybe', 'limit=x', 'ordering=owner', 'to=0x12']) {
      const { status } = await send(`${postTo(safe)}?${query}`, undefined, 'GET')
      expect([query, status]).toEqual([query, query.startsWith('to') ? 422 : 400])
    }
    const fine = 'nonce=0&executed=false&limit=1&ordering=-created'
    expect((await send(`${postTo(safe)}?${fine}`, undefined, 'GET')).status).toBe(200)
  })

  test('behavior: other origins may ask, and only ask', async () => {
    const response = await fetch(`${service.url}/v1/about`, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, OPTIONS')
  })
})

test('behavior: of changed proposals none is stored but those that change nothing that is signed', async () => {
  const mine = await createTestSafe(chain.client)
  const bodyOf = async (transaction: SafeTransaction, signer: number) =>
    JSON.stringify({
      to: transaction.target,
      value: String(transaction.value),
      data: transaction.data,
      operation: 0,
      safeTxGas: '0',
      baseGas: '0',
      gasPrice: '0',
      gasToken: transaction.gasToken,
      refundReceiver: transaction.refundReceiver,
      nonce: Number(transaction.nonce),
      contractTransactionHash: hashOf(transaction),
      sender: demoAccount(signer).address,
      signature: await signAs(signer, transaction),
    })
  const transaction = transactionOf(mine, { value: 5n, data: '0x1234' })
  const text = await bodyOf(transaction, 0)
  const other = await bodyOf(transactionOf(mine, { value: 6n, nonce: 1n }), 9)
  const path = `/v2/safes/${mine}/multisig-transactions/`
  let stored = 0
  await fc.assert(
    fc.asyncProperty(arbitraryMutation, async (mutation) => {
      const { status } = await send(path, mutateJson(text, other, mutation))
      if (status === 201) stored += 1
      else expect([400, 413, 422]).toContain(status)
    }),
    { numRuns: 80 },
  )
  expect(stored).toBeGreaterThan(0)
  const list = await send(`${path}?trusted=true`, undefined, 'GET')
  const results = list.body?.results as { safeTxHash: string; confirmations: unknown[] }[]
  expect(
    results.map(({ safeTxHash, confirmations }) => [safeTxHash, confirmations.length]),
  ).toEqual([[hashOf(transaction), 1]])
}, 120_000)
