import { encodeAbiParameters, getAddress, hashTypedData, keccak256, stringToBytes } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anvilClient } from '@/demo/chain/anvil-client'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { openStore } from '@/lib/adapters/store/open-store'
import { saveReport } from '@/lib/adapters/store/save-report'
import type { Store } from '@/lib/adapters/store/store'
import { attestations } from '@/lib/adapters/store/watch-schema'
import type { CommandIo } from '@/lib/cli/command'
import { runSuture } from '@/lib/cli/run-suture'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import type { AttestationContent } from '@/lib/core/signing/attestation'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'
import { attestationTypedData, hashAttestation } from '@/lib/core/signing/attestation-typed-data'
import { readAttestations, saveAttestation } from './save-attestation'

const chainId = 31_337
const json = serializeReport({ ...sampleReport, input: { ...sampleReport.input, chainId } })
const { protocol, operation } = sampleReport.input
const place = {
  timelock: { chainId, address: getAddress(protocol.timelock!) },
  operation: operation!.id,
}
const content: AttestationContent = {
  ...place,
  report: hashReport(json),
  verdict: 'pass',
  note: 'Reproduced from source.',
  signer: demoAccount(0).address,
}
/** Takes every signature for its own: PUSH4 0x1626ba7e, shifted to the left, returned. */
const contract = getAddress(`0x${'c0'.repeat(20)}`)
const saysYes = '0x631626ba7e60e01b5f5260205ff3'

let anvil: Anvil
let client: RpcClient
let store: Store
const context = () => ({ store, clientFor: () => client })

beforeAll(async () => {
  anvil = await startAnvil({ chainId })
  client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  await anvilClient(anvil.rpcUrl).setCode({ address: contract, bytecode: saysYes })
  store = await openStore()
  await saveReport(store, {
    ...{ hash: hashReport(json), subject: 'x', json, contentHash: hashReport(json) },
    ...{ blockNumber: 1n, storedAt: new Date() },
  })
})
afterAll(async () => {
  await store?.close()
  await anvil?.stop()
})

async function signed(changes: Partial<AttestationContent> = {}, by = 0): Promise<string> {
  const made = { ...content, ...changes }
  const signature = await demoAccount(by).signTypedData(attestationTypedData(made))
  return serializeAttestation({ ...made, signature })
}

async function verify(text: string, ...options: string[]): Promise<[code: number, out: string]> {
  let out = ''
  const write = (part: string | Uint8Array) => {
    out += String(part)
  }
  const io = {
    readStdin: async () => text,
    writeOut: write,
    writeError: write,
  } as unknown as CommandIo
  return [await runSuture(['verify', '-', ...options], io), out]
}

test('default: kept once, and verified offline', async () => {
  const text = await signed()
  expect((await saveAttestation(context(), { json: text, place })).isNew).toBe(true)
  expect((await saveAttestation(context(), { json: text, place })).isNew).toBe(false)
  const [stored] = await readAttestations(context(), place)
  expect(stored).toMatchObject({ ...content, checkedBlock: undefined })
  const [code, out] = await verify(text)
  expect(code).toBe(0)
  expect(out).toContain('Signed with the key of the account that it names.')
  expect(out).toContain(content.report)
})

test('behavior: a contract is asked, where there is a node', async () => {
  const text = serializeAttestation({ ...content, signer: contract, signature: '0x1234' })
  await saveAttestation(context(), { json: text, place })
  const stored = await readAttestations(context(), place)
  expect(stored.find(({ signer }) => signer === contract)?.checkedBlock).toBe(0n)
  expect(await verify(text)).toMatchObject([1, expect.stringContaining('only a node can tell')])
  expect(await verify(text, '--rpc', anvil.rpcUrl)).toMatchObject([
    0,
    expect.stringContaining('takes the signature for its own'),
  ])
})

test('behavior: a Safe is asked by its own rules, and has signed this verdict alone', async () => {
  const owner = demoAccount(0)
  await deploySafe(anvilClient(anvil.rpcUrl))
  const safe = await createSafe(anvilClient(anvil.rpcUrl), {
    owners: [owner.address],
    threshold: 1,
  })
  const made = { ...content, signer: safe }
  const data = encodeAbiParameters([{ type: 'bytes32' }], [hashAttestation(made)])
  const hash = hashTypedData({
    domain: { chainId, verifyingContract: safe },
    types: { SafeMessage: [{ name: 'message', type: 'bytes' }] },
    primaryType: 'SafeMessage',
    message: { message: data },
  })
  const signature = await owner.sign({ hash })
  const text = serializeAttestation({ ...made, signature })
  expect((await saveAttestation(context(), { json: text, place })).isNew).toBe(true)
  expect((await verify(text))[0]).toBe(1)
  expect((await verify(text, '--rpc', anvil.rpcUrl))[0]).toBe(0)
  const other = serializeAttestation({ ...made, verdict: 'fail', signature })
  await expect(saveAttestation(context(), { json: other, place })).rejects.toThrow(
    'has not signed this',
  )
})

test('behavior: what is said of an operation of the same id elsewhere takes no room here', async () => {
  const address = getAddress(`0x${'e1'.repeat(20)}`)
  const rows = Array.from({ length: 1_000 }, (_, index) => ({
    ...{
      ...content,
      timelock: address,
      chainId,
      signature: '0x' as const,
      submittedAt: new Date(),
    },
    hash: keccak256(stringToBytes(String(index))),
  }))
  await store.database.insert(attestations).values(rows)
  const text = await signed({ note: 'There is room.' })
  expect((await saveAttestation(context(), { json: text, place })).isNew).toBe(true)
  // As many here leave none.
  const own = rows.map((row) => ({ ...row, timelock: place.timelock.address, note: 'x' }))
  await store.database
    .insert(attestations)
    .values(own.map((row) => ({ ...row, hash: keccak256(row.hash) })))
  const last = saveAttestation(context(), { json: await signed({ note: 'None.' }), place })
  await expect(last).rejects.toThrow('as many attestations as are kept')
  await store.database.delete(attestations)
})

test('error: somebody else has signed', async () => {
  const text = await signed({}, 1)
  await expect(saveAttestation(context(), { json: text, place })).rejects.toThrow(
    'has not signed this',
  )
  expect((await verify(text, '--rpc', anvil.rpcUrl))[0]).toBe(1)
})

test('error: a report that is not known, or of another operation', async () => {
  const other = keccak256(stringToBytes('other'))
  const unknown = saveAttestation(context(), { json: await signed({ report: other }), place })
  await expect(unknown).rejects.toThrow('No such report')
  const elsewhere = await signed({ operation: other })
  await expect(saveAttestation(context(), { json: elsewhere, place })).rejects.toThrow(
    'another operation',
  )
  const moved = { ...place, operation: other }
  await expect(saveAttestation(context(), { json: elsewhere, place: moved })).rejects.toThrow(
    'No such report',
  )
})

test('error: a node of another chain', async () => {
  const text = await signed({ timelock: { ...place.timelock, chainId: 5 } })
  expect(await verify(text, '--rpc', anvil.rpcUrl)).toMatchObject([
    3,
    expect.stringContaining('another chain'),
  ])
})
