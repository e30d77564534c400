import { isOpen } from '@/lib/core/patch/stage'
import { buildApp, isAppBuilt } from './app/build-app'
import { buildContracts } from './app/build-contracts'
import { demoConfig } from './app/demo-config'
import { type App, startApp } from './app/start-app'
import { anvilClient } from './chain/anvil-client'
import type { Anvil } from './chain/start-anvil'
import { startHeartbeat } from './chain/start-heartbeat'
import { resumeChain, seedDemo, startFreshChain } from './run/demo-chain'
import { type DemoRun, demoFiles, readDemoRun, writeJson } from './run/demo-files'
import { lockDemo } from './run/demo-lock'
import { demoUsage, parseDemoOptions } from './run/demo-options'
import { onStop } from './run/on-stop'
import { step } from './run/progress'
import { stateDirectory } from './run/root'
import { type DemoDescription, describeWorld } from './world/describe-world'
import { proposeWorld } from './world/propose-world'
import type { World } from './world/seed-world'
import { uploadWorldSources } from './world/upload-world-sources'

const preferredAppPort = 3000

type Chain = { anvil: Anvil; world: World; run: Omit<DemoRun, 'appPort'> }

/**
 * The whole demo: builds what is out of date, starts the chain, puts the world on it, starts the app and
 * proposes the patches. Resolves when the app is ready; the processes go on until Ctrl-C.
 *
 * @throws Error whose message says what to do.
 */
export async function runDemo(args: string[]): Promise<void> {
  const options = parseDemoOptions(args)
  if (options.help) {
    console.log(demoUsage)
    return
  }
  const stopping = onStop()
  stopping.add(lockDemo())
  try {
    const last = options.resume ? readDemoRun() : undefined
    if (options.resume && !last) console.log('There is nothing to resume: starting clean.')
    const [chain] = await Promise.all([
      last ? resumed(last, stopping.add) : fresh(options.forkUrl, stopping.add),
      builtApp(),
    ])
    const port = options.port ?? last?.appPort ?? preferredAppPort
    const app = await step('start the app', () => serve(chain, port))
    stopping.add(app.stop)
    // Already there on a resumed run, and possibly executed since: then they would be refused.
    if (!last) await step('propose the patches', () => proposeWorld(app.url, chain.world))
    const { rpcUrl } = chain.anvil
    if (!last) await step('hand in the sources', () => handInSources(app.url, chain))
    void tryPatches(app.url, chain.world)
    const description = describeWorld(chain.world, { url: app.url, rpcUrl })
    writeJson(demoFiles.run, { ...chain.run, appPort: app.port })
    writeJson(demoFiles.description, description)
    stopping.add(startHeartbeat(anvilClient(rpcUrl)))
    announce(description)
  } catch (error) {
    await stopping.stop()
    throw error
  }
}

async function fresh(
  forkUrl: string | undefined,
  onStopped: (stop: () => unknown) => void,
): Promise<Chain> {
  const started = await step('start Anvil', () => startFreshChain(forkUrl))
  onStopped(started.anvil.stop)
  await step('build the contracts', buildContracts)
  const world = await step('put the world on the chain', () => seedDemo(started.anvil))
  const { anvil, forkBlockNumber } = started
  return { anvil, world, run: { rpcPort: anvil.port, forkUrl, forkBlockNumber } }
}

async function resumed(last: DemoRun, onStopped: (stop: () => unknown) => void): Promise<Chain> {
  const { anvil, world } = await step('resume the chain', () => resumeChain(last))
  onStopped(anvil.stop)
  return { anvil, world, run: { ...last, rpcPort: anvil.port } }
}

async function builtApp(): Promise<void> {
  if (isAppBuilt()) console.log('✓ build the app (nothing has changed)')
  else await step('build the app (takes longest the first time)', buildApp)
}

function serve({ anvil, world }: Chain, preferredPort: number): Promise<App> {
  writeJson(demoFiles.config, demoConfig({ harbor: world.harbor, rpcUrl: anvil.rpcUrl }))
  return startApp({
    configPath: demoFiles.config,
    dataDirectory: stateDirectory,
    logPath: demoFiles.log,
    preferredPort,
  })
}

function handInSources(url: string, { anvil, world }: Chain): Promise<void> {
  return uploadWorldSources(url, { client: anvilClient(anvil.rpcUrl), world })
}

function announce({ url, rpcUrl, chainId, signers }: DemoDescription): void {
  const rows = signers.map(
    ({ name, role, address }) => `  ${name.padEnd(9)} ${role.padEnd(15)} ${address}`,
  )
  console.log(
    [
      '',
      `Suture is ready at ${url}`,
      '',
      'Demo signers: choose one under "Connect" by its address, no wallet is needed.',
      ...rows,
      '',
      `Chain ${chainId} at ${rpcUrl}. Addresses and patches: .suture/demo.json`,
      'Ctrl-C stops everything; `npm run demo -- --resume` continues from there.',
    ].join('\n'),
  )
}

/** So that whoever looks does not wait. It goes on behind the back of the demo, which is complete without it. */
async function tryPatches(url: string, { patches }: World): Promise<void> {
  for (const { patch, stage } of patches) {
    if (!isOpen(stage)) continue
    const path = `${url}/api/v1/patches/${patch.digest}/simulation`
    for (let look = 0; look < 120; look += 1) {
      const status = await fetch(path).then(
        (response) => response.status,
        () => 0,
      )
      if (status !== 202) break
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  }
}
