import { createRequire } from 'node:module'
import { getCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readSourcesFor } from '@/lib/actions/read-sources-for'
import { getServerContext } from '@/lib/config/server-context'
import { parseBuiltContracts } from '@/lib/core/source/contracts-in'
import { matchBuiltCode } from '@/lib/core/source/match-built-code'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { seedWorld, type World, worldAge } from './seed-world'
import { uploadWorldSources } from './upload-world-sources'

let anvil: Anvil
let client: AnvilClient
let world: World
let api: DeskApi

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: Math.floor(Date.now() / 1_000) - Number(worldAge) })
  client = anvilClient(anvil.rpcUrl)
  world = await seedWorld(client)
  api = await startDeskApi(demoConfig({ harbor: world.harbor, rpcUrl: anvil.rpcUrl }))
})
afterAll(async () => {
  await api?.stop()
  await anvil?.stop()
})

/** Of every implementation that a patch names, by its code hash. */
function implementations() {
  const upgrades = world.patches.flatMap(({ patch }) => patch.upgrades)
  return new Map(
    upgrades.flatMap(({ from, to }) => [from, to]).map((one) => [one.codeHash, one.address]),
  )
}

test('default', async () => {
  await uploadWorldSources(api.origin, { client, world })

  const context = await getServerContext()
  const names = []
  for (const [codeHash] of implementations()) {
    const [sources, ...others] = await readSourcesFor(context, { codeHash })
    expect(others).toEqual([])
    names.push(sources?.bundle.contract.name)
  }
  expect(names.toSorted()).toMatchInlineSnapshot(`
    [
      "HarborRateAdapter",
      "HarborRateAdapterV0",
      "HarborRateAdapterV2",
      "HarborStrategy",
      "HarborStrategyV2",
      "HarborVault",
      "HarborVaultFrozenUpgrade",
      "HarborVaultStorageShift",
      "HarborVaultV0",
      "HarborVaultV2",
    ]
  `)
})

test('behavior: what was handed in compiles to the code on the chain', async () => {
  const context = await getServerContext()
  for (const [codeHash, address] of implementations()) {
    const [sources] = await readSourcesFor(context, { codeHash })
    // The small ones: solc in WebAssembly needs seconds for a vault.
    if (!sources || /Vault/.test(sources.bundle.contract.name)) continue
    const code = await getCode(client, { address })
    const built = parseBuiltContracts(compile(sources.bundle)).filter(
      ({ name }) => name === sources.bundle.contract.name,
    )
    expect(matchBuiltCode(built, { code: code! })).toHaveLength(1)
  }
})

function compile({ language, sources, settings }: SourceBundle): unknown {
  const { compile } = createRequire(import.meta.url)('solc') as { compile(input: string): string }
  const files = Object.entries(sources).map(([path, content]) => [path, { content }])
  const outputSelection = { '*': { '*': ['evm.deployedBytecode'] } }
  return JSON.parse(
    compile(
      JSON.stringify({
        language,
        sources: Object.fromEntries(files),
        settings: { ...settings, outputSelection },
      }),
    ),
  )
}
