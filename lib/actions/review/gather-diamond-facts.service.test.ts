import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Address,
  encodeFunctionData,
  getAddress,
  type Hex,
  keccak256,
  numberToHex,
  pad,
  toFunctionSelector,
  zeroAddress,
} from 'viem'
import { getCode, mine, setCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { harborBundle } from '@/lib/adapters/compiler/__fixtures__/harbor-bundle'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { createSolver } from '@/lib/adapters/solver/solver'
import { diamondAbi } from '@/lib/core/abi/diamond-abi'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { Finding } from '@/lib/core/check/finding'
import { facetsDeclared } from '@/lib/core/check/proxy/facets-declared'
import { runCheck } from '@/lib/core/check/run-check'
import { diamondCutSelector } from '@/lib/core/proxy/read-diamond-cut'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'
import { gatherDiamondFacts } from './gather-diamond-facts'
import { createCodeReviewer } from './review-code'

const directory = mkdtempSync(join(tmpdir(), 'suture-diamond-'))
const chainId = 31_337
const owner = castAddress(cast.deployer)

let anvil: Anvil
let client: AnvilClient
let reader: RpcClient
let cutFacet: Address
let tallyFacet: Address

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  cutFacet = await deploy('DiamondCutFacet')
  tallyFacet = await deploy('DiamondTallyFacet')
}, 60_000)
afterAll(async () => {
  await anvil?.stop()
  rmSync(directory, { recursive: true })
})

const deploy = (name: string, args: readonly unknown[] = [], file = name) =>
  deployContract(client, { from: owner, name, file, args })

const loupe = toFunctionSelector('facets()')
const count = toFunctionSelector('count()')
const tally = toFunctionSelector('tally()')
const begin = toFunctionSelector('begin(uint256)')

const add = 0
const replace = 1
const remove = 2
type Part = readonly [facet: Address, action: number, selectors: readonly Hex[]]

const wire = (parts: readonly Part[]) =>
  parts.map(([facetAddress, action, functionSelectors]) => ({
    facetAddress,
    action,
    functionSelectors,
  }))

function cut(parts: readonly Part[], init: Address = zeroAddress, data: Hex = '0x'): Hex {
  const args = [wire(parts), init, data] as const
  return encodeFunctionData({ abi: diamondAbi, functionName: 'diamondCut', args })
}

const deployDiamond = (parts: readonly Part[], facet = cutFacet) =>
  deploy('HarborDiamond', [owner, wire([[facet, add, [diamondCutSelector, loupe]], ...parts])])

/** Sources of the facets, known by the code that they give. */
const sources = new Map(
  ['DiamondCutFacet', 'DiamondTallyFacet'].map((name) => {
    const { bundle, code } = harborBundle(name)
    return [keccak256(code), { hash: hashSourceBundle(bundle), bundle, origin: 'upload' as const }]
  }),
)

async function review(target: Address, data: Hex): Promise<Finding> {
  const reviewCode = createCodeReviewer({
    compiler: createCompiler({ directory, concurrency: 2 }),
    analyser: createCodeAnalyser({ directory }),
    solver: createSolver({ directory }),
    sourcesOf: async ({ codeHash }) => [sources.get(codeHash) ?? []].flat(),
    settled: new Map(),
  })
  const block = await readBlock(reader, { chainId })
  const calls = [decodeCall({ call: { target, value: 0n, data } })]
  const at = { chainId, blockNumber: block.number, calls }
  const facts: CheckFacts = {
    calls: { known: true, value: calls, anchor: 'recomputed' },
    ...(await gatherDiamondFacts({ client: reader, reviewCode }, at)),
  }
  return runCheck(facetsDeclared, { facts, subject: 'patch', reproduce: '' })
}

/** Whether the diamond itself takes the cut. */
async function isTaken(to: Address, data: Hex): Promise<boolean> {
  const { status } = await sendTransaction(client, { from: owner, to, data, allowRevert: true })
  return status === 'success'
}

test('default: new functions, with an initialisation that is known', async () => {
  const diamond = await deployDiamond([])
  const data = encodeFunctionData({
    abi: [
      {
        type: 'function',
        name: 'begin',
        inputs: [{ type: 'uint256', name: 'first' }],
        outputs: [],
        stateMutability: 'nonpayable',
      },
    ],
    args: [7n],
  })
  const good = cut([[tallyFacet, add, [count, tally]]], tallyFacet, data)
  expect(await review(diamond, good)).toMatchObject({
    verdict: 'pass',
    evidence: [
      { where: tallyFacet, what: `2 new: ${count}, ${tally}` },
      { where: tallyFacet, what: 'initialises with begin(uint256)' },
      { what: '2 functions of 1 facets before, 4 functions of 2 facets after' },
    ],
  })
  expect(await isTaken(diamond, good)).toBe(true)
})

test('error: what the cut says is not what it does', async () => {
  const diamond = await deployDiamond([[tallyFacet, add, [count]]])
  const wrong = [
    cut([[tallyFacet, add, [count]]]),
    cut([[tallyFacet, replace, [tally]]]),
    cut([[zeroAddress, remove, [tally]]]),
  ]
  for (const data of wrong) {
    expect((await review(diamond, data)).verdict).toBe('fail')
    expect(await isTaken(diamond, data)).toBe(false)
  }
})

test('error: it would be frozen, delegate to nobody, or run what nobody has', async () => {
  const diamond = await deployDiamond([])
  const frozen = await review(diamond, cut([[zeroAddress, remove, [diamondCutSelector]]]))
  expect(frozen).toMatchObject({
    verdict: 'fail',
    evidence: [{ what: 'nobody can cut the diamond again' }, {}],
  })
  const nobody = castAddress(cast.users[0])
  const init = await review(diamond, cut([[tallyFacet, add, [count]]], nobody, begin))
  expect(init).toMatchObject({ verdict: 'fail', evidence: [{ where: nobody }, {}, {}] })
  const absent = await review(diamond, cut([[tallyFacet, add, ['0x12345678']]]))
  expect(absent).toMatchObject({
    verdict: 'fail',
    evidence: [{ what: 'has no function for 0x12345678' }, {}],
  })
})

test('behavior: a facet whose sources nobody gave is unknown', async () => {
  const strange = await deploy('DiamondAnyFacet', [], 'DiamondBadFacets')
  const { verdict } = await review(await deployDiamond([]), cut([[strange, add, [count]]]))
  expect(verdict).toBe('unknown')
})

test('error: a loupe that hides a facet', async () => {
  const lying = await deploy('DiamondLyingLoupe', [], 'DiamondBadFacets')
  const diamond = await deployDiamond([[tallyFacet, add, [count]]], lying)
  expect(await review(diamond, cut([[tallyFacet, add, [count]]]))).toMatchObject({
    verdict: 'fail',
    evidence: [
      { where: diamond, what: `its storage has ${count}, which it does not list` },
      {},
      {},
    ],
  })
})

test('error: no diamond at all', async () => {
  const { verdict } = await review(tallyFacet, cut([[tallyFacet, add, [count]]]))
  expect(verdict).toBe('unknown')
})

test('behavior: a diamond of 100 facets is read and cut in bounded time and size', async () => {
  const code = await getCode(client, { address: tallyFacet })
  const facets = Array.from({ length: 100 }, (_, at) =>
    getAddress(pad(numberToHex(0xfa_0000 + at), { size: 20 })),
  )
  const bytecode = code ?? '0x'
  for (const address of facets) await setCode(client, { address, bytecode })
  await mine(client, { blocks: 1 })
  const selectorsOf = (at: number, generation: number) =>
    Array.from({ length: 10 }, (_, i) =>
      numberToHex(generation * 0x1000_0000 + at * 16 + i, { size: 4 }),
    )
  const diamond = await deployDiamond([])
  for (let at = 0; at < facets.length; at += 10) {
    const parts = facets
      .slice(at, at + 10)
      .map((facet, i): Part => [facet, add, selectorsOf(at + i, 1)])
    expect(await isTaken(diamond, cut(parts))).toBe(true)
  }
  const begun = performance.now()
  const next = facets.map((facet, at): Part => [facet, add, selectorsOf(at, 2)])
  const { verdict, evidence } = await review(diamond, cut(next))
  expect(verdict).toBe('fail')
  expect(evidence.at(-1)).toMatchObject({ what: '53 more observations' })
  expect(JSON.stringify(evidence).length).toBeLessThan(20_000)
  expect(performance.now() - begun).toBeLessThan(60_000)
  const small = await review(diamond, cut([[tallyFacet, add, [count]]]))
  expect(small).toMatchObject({
    verdict: 'pass',
    evidence: [
      {},
      { what: '1002 functions of 101 facets before, 1003 functions of 102 facets after' },
    ],
  })
}, 120_000)
