import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { AnvilMissingError } from './fork-errors'

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }

/**
 * Path of Anvil: the one that was installed with this package, whose version is the one this was tested with, else the one
 * on the PATH.
 *
 * @throws AnvilMissingError
 */
export function findAnvil(): string {
  const architecture = architectures[process.arch] ?? process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${architecture}`
  const file = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const paths = [...packageFolder(name), ...folders].map((folder) => join(folder, file))
  const found = paths.find((path) => existsSync(/* turbopackIgnore: true */ path))
  if (found === undefined) throw new AnvilMissingError(`${name}, anvil on the PATH`)
  return found
}

function packageFolder(name: string): string[] {
  try {
    const { resolve } = createRequire(import.meta.url)
    return [join(dirname(resolve(`${name}/package.json`)), 'bin')]
  } catch {
    return []
  }
}
