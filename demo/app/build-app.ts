import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@/demo/run/root'
import { runCommand } from '@/demo/run/run-command'

const sources = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation-client.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'proxy.ts',
  'package-lock.json',
  'tsconfig.json',
]

export const nextBinary = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/** Whether `.next` holds a production build that is newer than everything it is made of. */
export function isAppBuilt(): boolean {
  const built = modifiedAt(join(root, '.next', 'BUILD_ID'))
  return built > 0 && sources.every((source) => newest(join(root, source)) <= built)
}

/** Makes the production build of the app. */
export async function buildApp(): Promise<void> {
  await runCommand({
    name: 'next build',
    command: process.execPath,
    args: [nextBinary, 'build'],
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  })
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  const inside = readdirSync(path).map((name) => (isTest(name) ? 0 : newest(join(path, name))))
  // The folder itself changes when something is removed from it.
  return Math.max(stat.mtimeMs, ...inside)
}

function isTest(name: string): boolean {
  return /\.test\.tsx?$/.test(name) || name === '__fixtures__'
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
