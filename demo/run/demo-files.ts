import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateDirectory } from './root'

const inside = (name: string) => join(stateDirectory, name)

/** Everything the demo keeps. */
export const demoFiles = {
  /** For scripts: addresses, signers, patches. */
  description: inside('demo.json'),
  config: inside('demo-config.json'),
  world: inside('demo-world.json'),
  chain: inside('demo-chain.json'),
  /** What is needed to start the same chain again. */
  run: inside('demo-run.json'),
  lock: inside('demo.pid'),
  log: inside('app.log'),
  database: inside('db'),
}

export type DemoRun = {
  rpcPort: number
  appPort: number
  forkUrl?: string | undefined
  forkBlockNumber?: number | undefined
}

/** Removes what an earlier run left behind. Nothing else in the folder is touched. */
export function removeDemoFiles(): void {
  for (const path of Object.values(demoFiles)) {
    if (path !== demoFiles.lock) rmSync(path, { recursive: true, force: true })
  }
}

/** The last run, where it got far enough to be continued. */
export function readDemoRun(): DemoRun | undefined {
  const needed = [demoFiles.run, demoFiles.world, demoFiles.chain]
  if (!needed.every((path) => existsSync(path))) return undefined
  return JSON.parse(readFileSync(demoFiles.run, 'utf8')) as DemoRun
}

export function writeJson(path: string, value: unknown): void {
  mkdirSync(stateDirectory, { recursive: true })
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
