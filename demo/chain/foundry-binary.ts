import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

const architectures: Record<string, string> = { x64: 'amd64', arm64: 'arm64' }

/**
 * Path of a Foundry tool's native binary inside node_modules. The npm wrapper's postinstall step is
 * not needed: npm installs the package of this platform as an optional dependency.
 *
 * @throws Error when this platform has no such package, or it was not installed.
 */
export function foundryBinary(tool: 'anvil' | 'forge' | 'cast'): string {
  const architecture = architectures[process.arch] ?? process.arch
  const name = `@foundry-rs/${tool}-${process.platform}-${architecture}`
  const suffix = process.platform === 'win32' ? '.exe' : ''
  try {
    const path = join(dirname(require.resolve(`${name}/package.json`)), 'bin', `${tool}${suffix}`)
    if (existsSync(path)) return path
  } catch {
    // Reported below, together with the case of a package without its binary.
  }
  throw new Error(
    `The ${tool} binary is missing: ${name} is not installed.\n` +
      'Optional dependencies were skipped, or this platform has no build of Foundry.\n' +
      'Run `npm install --include=optional`, and check that `npm config get omit` is empty.',
  )
}
