import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp, isAppBuilt } from '@/demo/app/build-app'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { startApp } from '@/demo/app/start-app'
import { alignClock } from '@/demo/chain/align-clock'
import { anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { step } from '@/demo/run/progress'
import { proposeWorld } from '@/demo/world/propose-world'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { uploadWorldSources } from '@/demo/world/upload-world-sources'
import { loadWorld, saveWorld } from '@/demo/world/world-file'
import { isOpen } from '@/lib/core/patch/stage'

export type BaseWorld = {
  /** Where everything of it lies; `readBaseWorld` finds it again from another process. */
  directory: string
  stop(): Promise<void>
}

const files = (directory: string) => ({
  world: join(directory, 'world.json'),
  rpcUrl: join(directory, 'rpc-url'),
  config: join(directory, 'config.json'),
  /** What an app that has served this world keeps. */
  data: join(directory, 'data'),
  log: join(directory, 'app.log'),
})

/** Builds what is out of date, seeds a chain with the demo's world and lets an app take in its proposals once. */
export async function startBaseWorld(): Promise<BaseWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'suture-e2e-'))
  let anvil: Anvil | undefined
  const stop = async () => {
    await anvil?.stop()
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    await step('build the contracts', buildContracts)
    if (!isAppBuilt()) await step('build the app', buildApp)
    const timestamp = Math.floor(Date.now() / 1_000) - Number(worldAge)
    anvil = await startAnvil({ timestamp })
    const { rpcUrl } = anvil
    const world = await step('put the world on a chain', () => seed(rpcUrl))
    writeFileSync(files(directory).rpcUrl, rpcUrl)
    saveWorld(files(directory).world, world)
    await step('propose and review the patches', () => fillStore({ directory, rpcUrl, world }))
    return { directory, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function seed(rpcUrl: string): Promise<World> {
  const client = anvilClient(rpcUrl)
  const world = await seedWorld(client)
  await alignClock(client)
  return world
}

type FillStoreParameters = { directory: string; rpcUrl: string; world: World }

async function fillStore({ directory, rpcUrl, world }: FillStoreParameters): Promise<void> {
  const { config, data, log } = files(directory)
  writeFileSync(
    config,
    JSON.stringify({ ...demoConfig({ harbor: world.harbor, rpcUrl }), watchSeconds: 0 }),
  )
  const app = await startApp({ configPath: config, dataDirectory: data, logPath: log })
  try {
    await proposeWorld(app.url, world)
    await uploadWorldSources(app.url, { client: anvilClient(rpcUrl), world })
    await waitForChain(`${app.url}/api/v1/queue`)
    const open = world.patches.filter(({ stage }) => isOpen(stage))
    const pages = open.map(({ patch: { digest } }) => ({
      review: `${app.url}/patches/${digest}/checks`,
      simulation: `${app.url}/api/v1/patches/${digest}/simulation`,
    }))
    // All begin now, side by side: much of either is waiting, for a compiler or for a fork. Only one is asked after at a time,
    // since each answer costs the server as much as a page.
    for (const { review, simulation } of pages) {
      await look(review, (answer) => answer.text())
      await look(simulation, (answer) => answer.text())
    }
    for (const { review, simulation } of pages) {
      await waitForReview(review)
      await waitForSimulation(simulation)
    }
  } finally {
    await app.stop()
  }
}

/** Has the chain's whole history read into the store: who asks for the queue does not wait for all of it. */
async function waitForChain(url: string): Promise<void> {
  for (let looks = 0; looks < 300; looks += 1) {
    const queue = await look(
      url,
      async (answer) => (await answer.json()) as { protocols: readonly { stale?: unknown }[] },
    )
    if (queue?.protocols.every(({ stale }) => !stale)) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  throw new Error(`The chain behind ${url} is not read.`)
}

/** Has the sources compiled once for all: what that gave is kept beside the store. */
async function waitForReview(url: string): Promise<void> {
  for (let looks = 0; looks < 300; looks += 1) {
    const page = await look(url, (answer) => answer.text())
    if (page !== undefined && !page.includes('A review is under way')) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  throw new Error(`The review at ${url} does not end.`)
}

/** Without one, whatever only a fork can tell would be unknown at first, in every test. */
async function waitForSimulation(url: string): Promise<void> {
  for (let looks = 0; looks < 300; looks += 1) {
    const status = await look(url, async (answer) => answer.status)
    if (status !== undefined && status !== 202) return
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  throw new Error(`The simulation at ${url} does not end.`)
}

/** A connection that was kept may be closed just when it is used again; then the next look tells. */
async function look<T>(
  url: string,
  read: (answer: Response) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read(await fetch(url))
  } catch {
    return undefined
  }
}

/** The base world of this run, as any worker sees it. */
export function readBaseWorld(): { rpcUrl: string; world: World; dataDirectory: string } {
  const directory = process.env.SUTURE_E2E_BASE
  if (!directory) throw new Error('There is no base world: run the tests through Playwright.')
  const { rpcUrl, world, data } = files(directory)
  return { rpcUrl: readFileSync(rpcUrl, 'utf8'), world: loadWorld(world), dataDirectory: data }
}
