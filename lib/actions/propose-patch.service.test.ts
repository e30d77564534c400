import { type Address, createWalletClient, custom, getAddress, http, zeroHash } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import { type Harbor, minDelay } from '@/demo/world/harbor'
import { aloneInTurn } from '@/lib/actions/__fixtures__/alone-in-turn'
import { postDossier } from '@/lib/adapters/suture-api/post-dossier'
import type { DryRun } from '@/lib/core/patch/draft-facts'
import { isBlocking } from '@/lib/core/patch/draft-note'
import { addUpgrade, changeUpgrade } from '@/lib/core/patch/edit-draft'
import { judgeDryRuns } from '@/lib/core/patch/judge-dry-runs'
import { emptyDraft, type PatchDraft } from '@/lib/core/patch/patch-draft'
import { planProposal } from '@/lib/core/patch/plan-proposal'
import type { KnownContracts } from '@/lib/core/signing/ledger/known-contracts'
import { fetchPatch } from '@/test/fetch-patch'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { dryRunCalls } from './dry-run-calls'
import { listPendingTransactions } from './list-pending-transactions'
import { planUpgrade } from './plan-upgrade'
import { type ProposePatchParameters, proposePatch } from './propose-patch'
import { readDraftFacts } from './read-draft-facts'

let anvil: Anvil
let client: AnvilClient
let harbor: Harbor
let desk: DeskApi
let snapshot: `0x${string}`
const codes: Record<string, Address> = {}

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  await deploySafe(client)
  harbor = await deployHarbor(client)
  for (const name of ['HarborVault', 'HarborVaultV2', 'HarborStrategyV2']) {
    codes[name] = await deployContract(client, { from: castAddress(cast.deployer), name })
  }
  desk = await startDeskApi(demoConfig({ harbor, rpcUrl: anvil.rpcUrl }))
})
beforeEach(async () => {
  if (snapshot) await client.revert({ id: snapshot })
  snapshot = await client.snapshot()
})
afterAll(async () => {
  await desk?.stop()
  await anvil?.stop()
})

const walletOf = (index: number) =>
  createWalletClient({ account: demoAccount(index), transport: http(anvil.rpcUrl) })

function draftOf(proxy: Address, code: string, change: Partial<PatchDraft> = {}): PatchDraft {
  const draft = addUpgrade(emptyDraft({ protocol: 'Harbor', createdAt: 1_700_000_000n }), proxy)
  const to = codes[code] ?? code
  return {
    ...changeUpgrade(draft, '1', { to }),
    title: `To ${code}`,
    severity: 'high',
    ...change,
  }
}

/** What the page would show for a draft. */
async function planOf(draft: PatchDraft, timelock = harbor.vaultsTimelock, owner = 0) {
  const { chainId, council } = harbor
  const protocol = { chainId, safe: council.address, timelock }
  const facts = await readDraftFacts(client, {
    ...protocol,
    proxies: draft.upgrades.map(({ address }) => getAddress(address)),
    implementations: draft.upgrades.map(({ to }) => getAddress(to)),
    predecessor: undefined,
  })
  if (!facts.safe.known) throw new Error(facts.safe.reason)
  const service = { url: `${desk.origin}/api/safe/${chainId}/api` }
  const pending = await listPendingTransactions(service, { state: facts.safe.value })
  const proposer = { account: castAddress(owner), chainId }
  return planProposal({ draft, protocol, facts, pending, proposer })
}

async function proposalOf(...parameters: Parameters<typeof planOf>) {
  const { proposal, notes } = await planOf(...parameters)
  expect(notes.filter(isBlocking)).toEqual([])
  if (!proposal) throw new Error('There is no proposal.')
  return proposal
}

/** What a configuration of the demo's world names. */
function known(): KnownContracts {
  const { chainId, council, vaultsTimelock, strategiesTimelock } = harbor
  return {
    safes: [{ chainId, address: council.address }],
    timelocks: [vaultsTimelock, strategiesTimelock].map((address) => ({ chainId, address })),
    named: [],
  }
}

async function propose(
  draft: PatchDraft,
  change: Partial<ProposePatchParameters> = {},
): Promise<string> {
  const proposal = await proposalOf(draft)
  return await proposePatch({
    reader: client,
    wallet: walletOf(0),
    account: castAddress(0),
    proposal,
    known: known(),
    origin: desk.origin,
    inTurn: aloneInTurn,
    ...change,
  })
}

async function pendingHashes() {
  const { council, chainId } = harbor
  const facts = await readDraftFacts(client, {
    chainId,
    safe: council.address,
    timelock: harbor.vaultsTimelock,
    proxies: [],
    implementations: [],
    predecessor: undefined,
  })
  if (!facts.safe.known) throw new Error(facts.safe.reason)
  const service = { url: `${desk.origin}/api/safe/${chainId}/api` }
  const pending = await listPendingTransactions(service, { state: facts.safe.value })
  if (!pending.known) throw new Error(pending.reason)
  return pending.value
}

describe('planUpgrade', () => {
  const read = (proxies: Address[], implementations: Address[] = []) =>
    planUpgrade(client, { chainId: harbor.chainId, blockNumber: 0n, proxies, implementations })
  const readNow = async (proxies: Address[], implementations: Address[] = []) => {
    const at = { chainId: harbor.chainId, blockNumber: await getBlockNumber(client) }
    return planUpgrade(client, { ...at, proxies, implementations })
  }

  test('default', async () => {
    const { vault, rateAdapter, strategies } = harbor
    const strategy = strategies[0]!.address
    const { proxies } = await readNow([vault, rateAdapter, strategy])
    const kinds = [vault, rateAdapter, strategy].map((address) => {
      const found = proxies[address.toLowerCase()]
      return found?.known ? found.value.kind : found
    })
    expect(kinds).toEqual(['uups', 'transparent', 'beacon'])
  })

  test('behavior: what is no proxy is said, not thrown', async () => {
    const { proxies } = await readNow([castAddress(0), harbor.beacon])
    expect(proxies[castAddress(0).toLowerCase()]).toMatchObject({ value: { reason: 'no-code' } })
    expect(proxies[harbor.beacon.toLowerCase()]).toMatchObject({ value: { reason: 'no-slot' } })
  })

  test('behavior: implementations say what they are', async () => {
    const { asset, vault } = harbor
    const { implementations } = await readNow(
      [],
      [codes.HarborVaultV2!, asset, vault, castAddress(0)],
    )
    const of = (address: Address) => implementations[address.toLowerCase()]
    expect(of(codes.HarborVaultV2!)).toMatchObject({
      value: { upgradeInterface: '5.0.0', proxyKind: undefined },
    })
    expect(of(asset)).toMatchObject({ value: { proxiableUuid: undefined, proxyKind: undefined } })
    expect(of(vault)).toMatchObject({ value: { proxyKind: 'uups' } })
    expect(of(castAddress(0))).toMatchObject({ value: { codeHash: undefined } })
  })

  test('behavior: at a block before the protocol there is nothing yet', async () => {
    const { proxies } = await read([harbor.vault])
    expect(proxies[harbor.vault.toLowerCase()]).toMatchObject({ value: { reason: 'no-code' } })
  })

  test('error: a node that does not answer makes everything unknown', async () => {
    const away = anvilClient('http://127.0.0.1:1')
    const at = { chainId: harbor.chainId, blockNumber: 1n }
    const { proxies } = await planUpgrade(away, {
      ...at,
      proxies: [harbor.vault],
      implementations: [],
    })
    expect(proxies[harbor.vault.toLowerCase()]).toMatchObject({ known: false })
  })
})

describe('dryRunCalls', () => {
  async function judge(draft: PatchDraft, from = harbor.vaultsTimelock) {
    const { upgrades } = await planOf(draft)
    const calls = upgrades.flatMap(({ call }) => call ?? [])
    const [outcome] = await dryRunCalls(client, { from, calls })
    return outcome as DryRun
  }
  const withMigration = (signature: string, ...values: string[]) => {
    const draft = draftOf(harbor.vault, 'HarborVaultV2')
    const migration = { kind: 'function', calldata: '', signature, values } as const
    return changeUpgrade(draft, '1', { migration: { ...migration, values: [...values] } })
  }

  test('default', async () => {
    expect(await judge(draftOf(harbor.vault, 'HarborVaultV2'))).toEqual({ outcome: 'succeeds' })
  })

  test('behavior: somebody else than the timelock is refused, and by whom', async () => {
    const outcome = await judge(draftOf(harbor.vault, 'HarborVaultV2'), castAddress(0))
    expect(outcome).toMatchObject({
      outcome: 'reverts',
      reason: `OwnableUnauthorizedAccount(${castAddress(0)})`,
    })
  })

  test('behavior: a migration that the code does not have reverts, and stands in the way', async () => {
    const draft = withMigration('noSuchFunction(uint256)', '1')
    expect(await judge(draft)).toMatchObject({ outcome: 'reverts' })
    const { upgrades } = await planOf(draft)
    const [note] = judgeDryRuns({ upgrades, dryRuns: new Map(), hasPredecessor: false })
    expect(note?.field).toBe('upgrade-1-migration')
  })

  test('error: a node that does not answer is unknown, not a success', async () => {
    const call = { target: harbor.vault, value: 0n, data: '0x' } as const
    const [outcome] = await dryRunCalls(anvilClient('http://127.0.0.1:1'), {
      from: harbor.vaultsTimelock,
      calls: [call],
    })
    expect(outcome?.outcome).toBe('unknown')
  })
})

describe('proposePatch', () => {
  test('default', async () => {
    const digest = await propose(draftOf(harbor.vault, 'HarborVaultV2'))
    const patch = await fetchPatch(desk, { digest: digest as `0x${string}` })
    expect(patch).toMatchObject({ digest, title: 'To HarborVaultV2' })
    expect(await pendingHashes()).toMatchObject([{ nonce: 0n }])
  })

  test('behavior: the next proposal takes the next nonce, by choice a taken one', async () => {
    const [first] = await pendingHashes()
    expect((await proposalOf(draftOf(harbor.vault, 'HarborVault'))).transaction.nonce).toBe(1n)
    const rival = draftOf(harbor.vault, 'HarborVault', { nonce: '0' })
    const { notes } = await planOf(rival)
    expect(notes).toMatchObject([{ tone: 'warn', facts: [['Rival', first?.safeTxHash]] }])
    await propose(rival)
    expect((await pendingHashes()).map(({ nonce }) => nonce)).toEqual([0n, 0n])
  })

  test('behavior: proposing the same twice makes one proposal', async () => {
    const draft = draftOf(harbor.vault, 'HarborVaultV2', { nonce: '3', title: 'Twice' })
    const before = await pendingHashes()
    expect(await propose(draft)).toBe(await propose(draft))
    expect(await pendingHashes()).toHaveLength(before.length + 1)
  })

  test('behavior: a rejection in the wallet proposes nothing', async () => {
    const before = await pendingHashes()
    const rejecting = custom({
      request: () => Promise.reject(Object.assign(new Error('User rejected'), { code: 4001 })),
    })
    const wallet = createWalletClient({ transport: rejecting })
    const draft = draftOf(harbor.vault, 'HarborVaultV2', { title: 'Rejected' })
    await expect(propose(draft, { wallet })).rejects.toThrow('rejected in the wallet')
    expect(await pendingHashes()).toEqual(before)
  })

  test('behavior: a wallet that signs as somebody else proposes nothing', async () => {
    const before = await pendingHashes()
    const draft = draftOf(harbor.vault, 'HarborVaultV2', { title: 'Switched' })
    const account = castAddress(1)
    const other = walletOf(0)
    const wallet = createWalletClient({
      transport: custom({
        request: async ({ method }) =>
          method === 'eth_chainId' ? '0x7a69' : await signAsFirst(draft, other),
      }),
    })
    await expect(propose(draft, { wallet, account })).rejects.toThrow('Signature recovers to')
    expect(await pendingHashes()).toEqual(before)
  })

  test('behavior: a signature that is there already is not asked for again', async () => {
    const draft = draftOf(harbor.vault, 'HarborVaultV2', { title: 'Kept', nonce: '5' })
    let signed: ProposePatchParameters['signed']
    await propose(draft, {
      inTurn: async (_request, sign) => {
        signed = await sign()
        return signed
      },
    })
    const silent = createWalletClient({
      transport: custom({ request: () => Promise.reject(new Error('asked')) }),
    })
    await expect(propose(draft, { wallet: silent, signed })).resolves.toMatch(/^0x/)
  })

  test('error: what changed on chain since it was shown', async () => {
    const proposal = await proposalOf(draftOf(harbor.vault, 'HarborVaultV2'))
    await client.setCode({ address: codes.HarborVaultV2!, bytecode: '0x6001' })
    const by = { wallet: walletOf(0), account: castAddress(0) }
    const parameters = { reader: client, ...by, proposal, known: known(), inTurn: aloneInTurn }
    await expect(proposePatch({ ...parameters, origin: desk.origin })).rejects.toThrow(
      /This patch cannot be proposed now\.\nCode of 0x/,
    )
  })

  test('error: the server is away', async () => {
    const draft = draftOf(harbor.vault, 'HarborVaultV2')
    await expect(propose(draft, { origin: 'http://127.0.0.1:1' })).rejects.toThrow(
      'The desk’s own server did not answer.',
    )
  })
})

async function signAsFirst(draft: PatchDraft, wallet: ReturnType<typeof walletOf>) {
  const { hashes } = await proposalOf(draft)
  return await wallet.account.sign({ hash: hashes.safeTxHash })
}

describe('planProposal on the real protocol', () => {
  test('behavior: a beacon is upgraded once for all', async () => {
    const strategy = harbor.strategies[0]!.address
    const draft = draftOf(strategy, 'HarborStrategyV2')
    const { patch } = await proposalOf(draft, harbor.strategiesTimelock)
    expect(patch.calls[0]?.target).toBe(harbor.beacon)
    expect(patch.predecessor).toBe(zeroHash)
  })

  test('behavior: a proxy of the other timelock is refused at its field', async () => {
    const draft = draftOf(harbor.vault, 'HarborVaultV2')
    const { notes } = await planOf(draft, harbor.strategiesTimelock)
    expect(notes.filter(isBlocking)).toMatchObject([{ field: 'upgrade-1-address', tone: 'fail' }])
  })

  test('behavior: the delay below the minimum is refused, the minimum is not', async () => {
    const withDelay = async (seconds: bigint) => {
      const change = { delay: String(seconds), delayUnit: 'seconds' } as const
      const { notes } = await planOf(draftOf(harbor.vault, 'HarborVaultV2', change))
      return notes.filter(isBlocking).map(({ field }) => field)
    }
    expect(await withDelay(minDelay - 1n)).toEqual(['delay'])
    expect(await withDelay(minDelay)).toEqual([])
  })

  test('behavior: an account that is no owner is told so', async () => {
    const draft = draftOf(harbor.vault, 'HarborVaultV2')
    const { notes } = await planOf(draft, harbor.vaultsTimelock, cast.keeper)
    expect(notes.filter(isBlocking)).toMatchObject([{ field: 'account', tone: 'fail' }])
  })
})

describe('suture-api', () => {
  test('error: a dossier of another Safe, in the words of the server', async () => {
    const { patch } = await proposalOf(draftOf(harbor.vault, 'HarborVaultV2'))
    const { hashPatch } = await import('@/lib/core/patch/hash-patch')
    const foreign = hashPatch({ ...patch, safe: castAddress(0) })
    await expect(postDossier(desk, { patch: foreign })).rejects.toMatchObject({
      name: 'SutureApiError',
      remoteName: 'ForeignDossierError',
      status: 400,
    })
  })

  test('behavior: a digest that nobody stored', async () => {
    expect(await fetchPatch(desk, { digest: zeroHash })).toBeUndefined()
  })
})
