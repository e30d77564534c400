import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  const paths = [...packageFolders(name), ...folders].map((folder) => join(folder, file))
  const found = paths.find((path) => existsSync(/* turbopackIgnore: true */ path))
  if (found === undefined) throw new AnvilMissingError(`${name}, anvil on the PATH`)
  return found
}

/** Where a package may lie that was installed with this one: a bundle cannot ask Node for it by its name. */
function packageFolders(name: string): string[] {
  const starts = [ownFolder(), /* turbopackIgnore: true */ process.cwd()]
  return starts.flatMap((start) =>
    ancestors(start).map((folder) => join(folder, 'node_modules', name, 'bin')),
  )
}

function ownFolder(): string {
  try {
    return dirname(fileURLToPath(import.meta.url))
  } catch {
    return /* turbopackIgnore: true */ process.cwd()
  }
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}
