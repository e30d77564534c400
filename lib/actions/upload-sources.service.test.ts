import { eq } from 'drizzle-orm'
import {
  type Address,
  getAddress,
  type Hash,
  type Hex,
  keccak256,
  pad,
  stringToBytes,
  zeroHash,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { sourceBundles } from '@/lib/adapters/store/schema'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { vaultInput } from '@/lib/core/source/__fixtures__/vault-input'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { readSourcesFor } from './read-sources-for'

const chainId = 31337
const [safe, timelock, vault, empty] = [1, 2, 3, 4].map(
  (n): Address => getAddress(pad(`0xabc${n}`, { size: 20 })),
) as [Address, Address, Address, Address]
const code: Hex = '0x60016002a1000003'
const codeHash = keccak256(code)
const upload = {
  chainId,
  address: vault,
  contract: 'Vault',
  compiler: 'v0.8.30+commit.73712a01',
  input: vaultInput(),
}

let anvil: Anvil
let api: DeskApi
let context: ServerContext

beforeAll(async () => {
  anvil = await startAnvil()
  await anvilClient(anvil.rpcUrl).setCode({ address: vault, bytecode: code })
  api = await startDeskApi({
    chains: [
      { id: chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] },
      // Nobody listens on the discard port.
      { id: 5, name: 'Silent', rpcUrls: ['http://127.0.0.1:9'] },
    ],
    protocols: [{ name: 'First', chainId, safe, timelock }],
  })
  context = await getServerContext()
})
afterAll(async () => {
  await api?.stop()
  await anvil?.stop()
})

const postText = (body: BodyInit) => fetch(`${api.origin}/api/v1/sources`, { method: 'POST', body })
const post = (body: unknown) => postText(JSON.stringify(body))
const get = (hash: string) => fetch(`${api.origin}/api/v1/sources/${hash}`)

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { name: string; message: string } }
  return { status: response.status, name: error.name, message: error.message }
}

describe('/api/v1/sources', () => {
  test('default', async () => {
    const created = await post(upload)
    expect(created.status).toBe(201)
    const answer = (await created.json()) as { hash: Hash; contract: string; whole: Hash }
    expect(answer).toEqual({
      hash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
      contract: 'src/Vault.sol:Vault',
      whole: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    })
    expect((await post(upload)).status).toBe(200)

    for (const name of [answer.hash, `0x${answer.hash.slice(2).toUpperCase()}`]) {
      const found = await get(name)
      expect(found.status).toBe(200)
      expect(found.headers.get('cache-control')).toMatch('immutable')
      expect(found.headers.get('access-control-allow-origin')).toBe('*')
      expect(keccak256(stringToBytes(await found.text()))).toBe(answer.hash)
    }

    const sources = await readSourcesFor(context, { codeHash })
    expect(sources.map(({ hash, origin }) => [hash, origin])).toEqual([
      [answer.hash, 'upload'],
      [answer.whole, 'upload'],
    ])
    expect(sources.map(({ bundle }) => Object.keys(bundle.sources).length)).toEqual([3, 4])
  })

  test('args: codeHash', async () => {
    const ahead = keccak256('0x01')
    const { address: _, ...rest } = upload
    const answer = await post({ ...rest, codeHash: ahead })
    expect(answer.status).toBe(201)
    expect(await readSourcesFor(context, { codeHash: ahead })).toHaveLength(2)
    expect(await readSourcesFor(context, { codeHash: zeroHash })).toEqual([])
  })

  test('args: a build-info, whose output tells which contract it is', async () => {
    const deployedBytecode = { object: code, immutableReferences: {} }
    const output = { contracts: { 'src/Vault.sol': { Vault: { evm: { deployedBytecode } } } } }
    const input = { solcLongVersion: '0.8.30+commit.73712a01', input: vaultInput(), output }
    const answer = await post({ chainId, address: vault, input })
    expect(await answer.json()).toMatchObject({ contract: 'src/Vault.sol:Vault' })
    const other = {
      contracts: { 'src/Vault.sol': { Vault: { evm: { deployedBytecode: { object: '01' } } } } },
    }
    expect(
      await errorOf(await post({ chainId, address: vault, input: { ...input, output: other } })),
    ).toMatchObject({ status: 400, name: 'InvalidSourcesError' })
  })

  test('behavior: bytes that were changed in the database are not given out', async () => {
    const { address: _, ...rest } = upload
    const changed = keccak256('0x02')
    const input = vaultInput()
    input.sources['src/Vault.sol'].content += '// to be changed'
    const answer = await post({ ...rest, codeHash: changed, input })
    const { hash } = (await answer.json()) as { hash: Hash }
    const json = (await (await get(hash)).text()).replace('to be changed', 'changed')
    await context.store.database
      .update(sourceBundles)
      .set({ json })
      .where(eq(sourceBundles.hash, hash))
    expect((await get(hash)).status).toBe(404)
    expect(await readSourcesFor(context, { codeHash: changed })).toHaveLength(1)
  })

  test('error: what cannot be stored, and why', async () => {
    const { address: _, ...withoutAddress } = upload
    const tricks = { ...vaultInput(), sources: { '../A.sol': { content: 'contract Vault {}' } } }
    expect([
      await errorOf(await postText('{"chainId":')),
      await errorOf(await postText(Uint8Array.of(0x22, 0xff, 0x22))),
      await errorOf(await post([])),
      await errorOf(await post({ ...upload, codeHash, chainId: 0.5, contract: 7, force: true })),
      await errorOf(await post(withoutAddress)),
      await errorOf(await post({ ...upload, address: `${vault.slice(0, -2)}AA` })),
      await errorOf(await post({ ...upload, chainId: 6 })),
      await errorOf(await post({ ...upload, address: empty })),
      await errorOf(await post({ ...upload, input: tricks })),
      await errorOf(await post({ ...upload, compiler: undefined })),
      await errorOf(await post({ ...upload, chainId: 5 })),
    ]).toMatchInlineSnapshot(`
      [
        {
          "message": "This is not a valid upload of sources.
      JSON: Unexpected end of JSON input
      Send { chainId, address or codeHash, contract, compiler, input }.",
          "name": "InvalidSourcesError",
          "status": 400,
        },
        {
          "message": "The body is not UTF-8.
      Send the JSON as UTF-8.",
          "name": "BaseError",
          "status": 400,
        },
        {
          "message": "This is not a valid upload of sources.
      chainId: Expected a positive integer.
      input: Missing.
      address, codeHash: Expected one of the two.
      Send { chainId, address or codeHash, contract, compiler, input }.",
          "name": "InvalidSourcesError",
          "status": 400,
        },
        {
          "message": "This is not a valid upload of sources.
      force: is no member of an upload
      contract: Expected a text.
      chainId: Expected a positive integer.
      address, codeHash: Expected one of the two.
      Send { chainId, address or codeHash, contract, compiler, input }.",
          "name": "InvalidSourcesError",
          "status": 400,
        },
        {
          "message": "This is not a valid upload of sources.
      address, codeHash: Expected one of the two.
      Send { chainId, address or codeHash, contract, compiler, input }.",
          "name": "InvalidSourcesError",
          "status": 400,
        },
        {
          "message": "Not an address: its capital letters do not match its checksum.
      Got: 0x000000000000000000000000000000000000AbAA
      Checksummed: 0x000000000000000000000000000000000000ABaa
      A digit may be wrong. Compare it with the source before using the checksummed form.",
          "name": "InvalidAddressError",
          "status": 400,
        },
        {
          "message": "This instance does not serve that chain.
      Chain: 6
      Served: 31337, 5
      Use one of the chains served, or add it to chains in the configuration.",
          "name": "UnknownChainError",
          "status": 400,
        },
        {
          "message": "There is no code at this address.
      Chain: 31337
      Address: 0x000000000000000000000000000000000000Abc4
      Deploy the contract first, or give the codeHash that it will have.",
          "name": "NoCodeError",
          "status": 400,
        },
        {
          "message": "Some of the source files cannot be taken.
      ../A.sol: leads out of its folder (..)
      Correct the files named. Names count for the metadata in the code: compile again after renaming.",
          "name": "InvalidSourcesError",
          "status": 400,
        },
        {
          "message": "The compiler is not known.
      Expected: a version such as 0.8.30+commit.73712a01
      Got: nothing
      Give the version in compiler, or a build-info, which tells it.",
          "name": "InvalidSourcesError",
          "status": 400,
        },
        {
          "message": "No node of this chain answered.
      Chain: 5
      Request: eth_getCode of 0x000000000000000000000000000000000000Abc3
      Check rpcUrls in the configuration and that the node is running. What was read before stays visible.",
          "name": "RpcUnreachableError",
          "status": 503,
        },
      ]
    `)
  })

  test('error: settings that have no end', async () => {
    const json = JSON.stringify(upload).replace(
      '"settings":{',
      `"settings":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)},`,
    )
    expect(await errorOf(await postText(json))).toMatchObject({
      status: 400,
      name: 'NotCanonicalError',
    })
  })

  test('error: a body beyond the limit in bytes', async () => {
    const json = JSON.stringify(upload)
    const padded = json + ' '.repeat(5 * 1024 * 1024 - json.length)
    expect((await postText(padded)).status).toBe(200)
    expect(await errorOf(await postText(`${padded} `))).toMatchInlineSnapshot(`
      {
        "message": "The body is too large.
      Limit: 5242880 bytes
      Send the standard JSON input of the contract alone: its input, without tests, scripts and output.",
        "name": "BodyTooLargeError",
        "status": 413,
      }
    `)
  })

  test('error: hashes that are none, or unknown', async () => {
    expect([
      await errorOf(await get('0x12')),
      await errorOf(await get(zeroHash)),
    ]).toMatchInlineSnapshot(`
      [
        {
          "message": "That is no hash.
      Given: 0x12
      Give the hash of a source bundle: 0x and 64 hexadecimal characters.",
          "name": "BaseError",
          "status": 400,
        },
        {
          "message": "No sources with this hash are stored here.
      It may be stored at another instance. Upload the sources with POST /api/v1/sources.",
          "name": "BaseError",
          "status": 404,
        },
      ]
    `)
  })
})
