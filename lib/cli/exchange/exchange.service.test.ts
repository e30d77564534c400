import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Address, createWalletClient, getAddress, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import type { Harbor } from '@/demo/world/harbor'
import { aloneInTurn } from '@/lib/actions/__fixtures__/alone-in-turn'
import { forwardSafeRequest } from '@/lib/actions/forward-safe-request'
import { proposePatch } from '@/lib/actions/propose-patch'
import { readDraftFacts } from '@/lib/actions/read-draft-facts'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { saveReport } from '@/lib/adapters/store/save-report'
import type { CommandIo } from '@/lib/cli/command'
import { runSuture } from '@/lib/cli/run-suture'
import { getServerContext } from '@/lib/config/server-context'
import { addUpgrade, changeUpgrade } from '@/lib/core/patch/edit-draft'
import { emptyDraft } from '@/lib/core/patch/patch-draft'
import { planProposal } from '@/lib/core/patch/plan-proposal'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'

let anvil: Anvil
let client: AnvilClient
let harbor: Harbor
let code: Address

const configOf = () => ({
  ...demoConfig({ harbor, rpcUrl: anvil.rpcUrl }),
  importReports: true,
})

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  await deploySafe(client)
  harbor = await deployHarbor(client)
  code = await deployContract(client, { from: castAddress(cast.deployer), name: 'HarborVaultV2' })
})
afterAll(() => anvil?.stop())

/** Proposes an upgrade of the vault, signed by the first two owners. */
async function proposeAt(desk: DeskApi) {
  const { chainId, council, vault, vaultsTimelock: timelock } = harbor
  const proxy = getAddress(vault)
  const draft = {
    ...changeUpgrade(
      addUpgrade(emptyDraft({ protocol: 'Harbor', createdAt: 1_700_000_000n }), proxy),
      '1',
      { to: code },
    ),
    title: 'To be moved',
    severity: 'high' as const,
  }
  const protocol = { chainId, safe: council.address, timelock }
  const implementations = [getAddress(code)]
  const facts = await readDraftFacts(client, {
    ...{ ...protocol, proxies: [proxy], implementations, predecessor: undefined },
  })
  if (!facts.safe.known) throw new Error(facts.safe.reason)
  const pending = { known: true, value: [] } as const
  const proposer = { account: castAddress(0), chainId }
  const { proposal } = planProposal({ draft, protocol, facts, pending, proposer })
  if (!proposal) throw new Error('There is no proposal.')
  await proposePatch({
    reader: client,
    wallet: createWalletClient({ account: demoAccount(0), transport: http(anvil.rpcUrl) }),
    account: castAddress(0),
    proposal,
    known: {
      safes: [{ chainId, address: council.address }],
      timelocks: [{ chainId, address: timelock }],
      named: [],
    },
    origin: desk.origin,
    inTurn: aloneInTurn,
  })
  const { safeTxHash } = proposal.hashes
  const signature = await demoAccount(1).sign({ hash: safeTxHash })
  await serviceOf(desk.origin).confirm({ safeTxHash, signature })
  return { safeTxHash, digest: proposal.patch.digest, state: facts.safe.value }
}

const serviceOf = (origin: string) =>
  createSafeService({ url: `${origin}/api/safe/${harbor.chainId}/api`, chainId: harbor.chainId })

async function ownersAt(origin: string, safeTxHash: `0x${string}`, state: SafeState) {
  const { transaction } = await serviceOf(origin).get({ safeTxHash, state })
  return transaction?.confirmations.map(({ owner }) => owner).toSorted()
}

async function run(argv: readonly string[], stdin = '') {
  let out = ''
  let error = ''
  const io = {
    readStdin: async () => stdin,
    writeOut: (text: string) => {
      out += text
    },
    writeError: (text: string) => {
      error += text
    },
  } as unknown as CommandIo
  return { code: await runSuture(argv, io), out: () => out, error: () => error }
}

test('an instance moves: proposals with their signatures, dossiers and reports arrive', async () => {
  const first = await startDeskApi(configOf())
  const { safeTxHash, digest, state } = await proposeAt(first)
  const json = serializeReport(sampleReport)
  const report = hashReport(json)
  await saveReport((await getServerContext()).store, {
    ...{ hash: report, subject: 'x', json, contentHash: report },
    ...{ blockNumber: 1n, storedAt: new Date() },
  })
  const signers = await ownersAt(first.origin, safeTxHash, state)
  expect(signers).toHaveLength(2)
  const exported = await run(['export', first.origin])
  expect(exported.error()).toBe('3 records, each proven.\n')
  expect(exported.code).toBe(0)
  const text = exported.out()
  await first.stop()

  // What was altered on its way, or cut off, is not sent at all.
  for (const [what, altered] of [
    ['title', text.replace('To be moved', 'To be taken')],
    ['nonce', text.replace(/"nonce":"\d+"/, '"nonce":"77"')],
    ['signature', text.replace(/"signature":"0x..../, '"signature":"0x1234')],
    ['end', text.split('\n').slice(0, -2).join('\n')],
  ] as const) {
    const { code, error } = await run(['import', '-', '--dry-run'], altered)
    expect([what, code], error()).toEqual([what, 3])
  }

  const second = await startDeskApi(configOf())
  try {
    for (const time of ['first', 'again']) {
      const imported = await run(['import', '-', '--to', second.origin], text)
      expect([time, imported.error()]).toEqual([time, ''])
      expect(imported.out()).toBe('3 records, each proven.\n3 taken, 0 not.\n')
      expect(imported.code).toBe(0)
    }
    expect(await ownersAt(second.origin, safeTxHash, state)).toEqual(signers)
    const dossier = await fetch(`${second.origin}/api/v1/patches/${digest}`)
    expect(dossier.status).toBe(200)
    expect(await (await fetch(`${second.origin}/api/v1/reports/${report}`)).text()).toBe(json)
    // And from there on, all the same.
    expect((await run(['export', second.origin])).out()).toBe(text)
  } finally {
    await second.stop()
  }
})

test('an external service takes proposals and signatures, and the key stays here', async () => {
  const external = await startDeskApi(configOf())
  const apiKey = 'a-key-of-the-server'
  const seen: string[] = []
  const service = await listen(async (request) => {
    seen.push(request.headers.get('authorization') ?? '')
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' ? {} : { body: await request.text() }
    return await fetch(`${external.origin}${pathname}${search}`, {
      method: request.method,
      headers: { 'content-type': 'application/json' },
      ...body,
    })
  })
  const answers: string[] = []
  const own = await listen(async (request) => {
    const { pathname } = new URL(request.url)
    const [, path = ''] = /^\/api\/safe\/\d+\/api\/(.*)$/.exec(pathname) ?? []
    if (!path) return await fetch(`${external.origin}${pathname}`, await init(request))
    const url = `${service.origin}/api/safe/${harbor.chainId}/api`
    const response = await forwardSafeRequest({ url, apiKey, request, path })
    answers.push(JSON.stringify([...response.headers]), await response.clone().text())
    return response
  })
  try {
    // As with any other origin: everything goes by our own server, whose Safe service is the external one.
    const { safeTxHash, state } = await proposeAt({ origin: own.origin, stop: external.stop })
    expect(await ownersAt(external.origin, safeTxHash, state)).toHaveLength(2)
    expect(await ownersAt(own.origin, safeTxHash, state)).toHaveLength(2)
    expect(new Set(seen)).toEqual(new Set([`Bearer ${apiKey}`]))
    expect(answers.join()).not.toContain(apiKey)
  } finally {
    service.server.close()
    own.server.close()
    await external.stop()
  }
})

async function init(request: Request): Promise<RequestInit> {
  if (request.method === 'GET') return {}
  return { method: request.method, body: await request.text() }
}

async function listen(
  answer: (request: Request) => Promise<Response>,
): Promise<{ server: Server; origin: string }> {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { method = 'GET', headers, url } = incoming
    const authorization = headers.authorization
    const response = await answer(
      new Request(`http://${headers.host}${url}`, {
        method,
        headers: authorization ? { authorization } : {},
        ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }),
      }),
    )
    outgoing.writeHead(response.status, { 'content-type': 'application/json' })
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
