import { encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  batchChecksum,
  hashMembers,
  olderBatchChecksum,
} from '@/lib/core/calldata/batch/batch-checksum'
import { encodeMethod } from '@/lib/core/calldata/batch/encode-method'
import { parseBatchFile } from '@/lib/core/calldata/batch/parse-batch-file'
import { writeBatchFile } from '@/lib/core/calldata/batch/write-batch-file'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'

const owner = '0x49d4450977E2c95362C13D3a31a09311E0Ea26A6'
const safe = '0xDF8a1Ce35c9a6ACE153B4e0767942f1E2291a1Aa'
const input = (type: string, name: string) => ({ internalType: type, name, type })

/** The vector of the Transaction Builder's own tests. */
const vector = {
  version: '1.0',
  chainId: '4',
  createdAt: 1_646_321_521_061,
  meta: {
    name: 'test batch file',
    txBuilderVersion: '1.4.0',
    checksum: '',
    createdFromSafeAddress: safe,
    createdFromOwnerAddress: owner,
  },
  transactions: [
    {
      to: owner,
      value: '0',
      contractMethod: {
        inputs: [input('address', 'paramAddress')],
        name: 'testAddress',
        payable: false,
      },
      contractInputsValues: { paramAddress: owner },
    },
    {
      to: owner,
      value: '0',
      contractMethod: { inputs: [input('bool', 'paramBool')], name: 'testBool', payable: false },
      contractInputsValues: { paramAddress: '', paramBool: 'false' },
    },
    {
      to: owner,
      value: '2000000000000000000',
      data: '0x42f4579000000000000000000000000049d4450977e2c95362c13d3a31a09311e0ea26a6',
    },
  ],
}

/** Upstream's vector has the empty checksum in what is hashed; files have none there. */
const withChecksum = { ...vector, meta: { ...vector.meta, checksum: batchChecksum(vector) } }
const parse = (file: unknown) => parseBatchFile(JSON.stringify(file))

describe('parseBatchFile', () => {
  test('default', () => {
    const batch = parse(withChecksum)
    expect(batch).toMatchObject({ chainId: 4, safe, name: 'test batch file' })
    expect(batch.calls.map(({ data }) => data)).toEqual([
      encodeMethod({ name: 'testAddress', inputs: [{ type: 'address', name: 'a' }] }, { a: owner }),
      encodeMethod({ name: 'testBool', inputs: [{ type: 'bool', name: 'b' }] }, { b: 'false' }),
      vector.transactions[2]?.data,
    ])
    expect(batch.calls[2]?.value).toBe(2_000_000_000_000_000_000n)
  })

  test('behavior: the name may be changed, of older files not even that', () => {
    const meta = { ...withChecksum.meta, name: 'another name' }
    expect(parse({ ...withChecksum, meta }).name).toBe('another name')
    const older = { ...vector, meta: { ...vector.meta, checksum: olderBatchChecksum(vector) } }
    expect(parse(older).checksum).toBeDefined()
    expect(() => parse({ ...older, meta: { ...older.meta, name: 'x' } })).toThrow('its content')
  })

  test('behavior: members may stand in any order; a file without a checksum says so', () => {
    const reversed = Object.fromEntries(Object.entries(withChecksum).reverse())
    expect(parse(reversed).checksum).toBe(withChecksum.meta.checksum)
    expect(parse(vector).checksum).toBeUndefined()
  })

  test.each([
    ['an altered value', { transactions: [{ to: owner, value: '1' }] }],
    ['another order', { transactions: [...vector.transactions].reverse() }],
    ['another chain', { chainId: '1' }],
  ])('error: %s under the same checksum', (_, change) => {
    expect(() => parse({ ...withChecksum, ...change })).toThrow('its content makes')
  })

  test.each([
    [{ transactions: [] }],
    [{ transactions: [{ to: '0x12', value: '0' }] }],
    [{ transactions: [{ to: owner, value: '-1' }] }],
    [{ transactions: [{ to: owner, value: '0', data: '0x1' }] }],
    [{ chainId: 4 }],
    [{ version: '2.0' }],
    [
      {
        transactions: [
          { ...vector.transactions[1], contractInputsValues: { paramBool: 'perhaps' } },
        ],
      },
    ],
  ])('error: %j', (change) => {
    expect(() => parse({ ...vector, ...change })).toThrow('no' + 't a valid file')
  })
})

test('encodeMethod: lists, tuples and integers beyond 2^53 as people write them', () => {
  const abi = parseAbi(['function f(uint256[] a, (address to, int8 n)[] b, bytes c, string d)'])
  const [method] = abi
  const big = 2n ** 200n
  const values = {
    a: `[${big}, 1]`,
    b: `[[${owner}, -1], ["${owner}", 2]]`,
    c: '0x1234',
    d: 'a, "b" 5',
  }
  expect(encodeMethod(method, values)).toBe(
    encodeFunctionData({
      abi,
      args: [
        [big, 1n],
        [
          { to: owner, n: -1 },
          { to: owner, n: 2 },
        ],
        '0x1234',
        'a, "b" 5',
      ],
    }),
  )
})

describe('writeBatchFile', () => {
  const call = { target: owner, value: 3n, data: '0x1234' } as const
  const common = { chainId: 1, safe, name: 'Fee', createdAt: 1_795_000_000_000 } as const

  test('default: what was written is read as the same', () => {
    const json = writeBatchFile({ ...common, call, operation: 'call' })
    expect(parseBatchFile(json)).toMatchObject({ chainId: 1, safe, name: 'Fee', calls: [call] })
    expect(JSON.parse(json).meta.checksum).toBe(batchChecksum(JSON.parse(json)))
  })

  test('behavior: a MultiSend is taken apart', () => {
    const calls = [call, { ...call, value: 0n, data: '0x' }] as const
    const data = encodeMultiSend(calls.map((one) => ({ ...one, operation: 'call' })))
    const json = writeBatchFile({
      ...common,
      call: { target: safe, value: 0n, data },
      operation: 'delegatecall',
    })
    expect(parseBatchFile(json).calls).toEqual(calls)
  })

  test('error: what delegatecalls anything else', () => {
    const inner = encodeMultiSend([{ ...call, operation: 'delegatecall' }])
    for (const data of ['0x', '0x12345678', inner] as const) {
      const delegated = { target: safe, value: 0n, data } as const
      expect(() =>
        writeBatchFile({ ...common, call: delegated, operation: 'delegatecall' }),
      ).toThrow('This transaction is no batch of calls.')
    }
  })
})

test('hashMembers: the vectors of the Transaction Builder, today and before 2022', () => {
  const today = { ...vector, meta: { ...vector.meta, name: null } }
  expect(hashMembers(today)).toBe(
    '0x4ecbfd364aa6759983915644e73f8bd411e85a2dc306f252a387c2728c4db64c',
  )
  expect(hashMembers(vector)).toBe(
    '0x832ecdb6653751ed00b79dede73864163e46e71815b72e11e506d6399bedffc9',
  )
})
