import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BaseError } from '@/lib/core/error/base-error'

/** A package is not where it was installed. */
export class PackageNotFoundError extends BaseError {
  override readonly name = 'PackageNotFoundError'
  constructor({ name, entry }: { name: string; entry: string }) {
    super(`The package ${name} is not installed.`, {
      facts: [['Looked for', `node_modules/${name} above ${entry}`]],
      hint: 'Install the dependencies again: npm ci.',
    })
  }
}

/**
 * A file that runs in a process of its own: beside the module that starts it, or, where a bundler has moved that but not the
 * file, in the project that is served. Never first where the command is run: that folder may be anybody's.
 *
 * @param url The module's `import.meta.url`.
 * @param path Of the file, from the root of the project.
 */
export function findEntry(url: string, path: string): string {
  const beside = join(dirname(fileURLToPath(url)), basename(path))
  if (existsSync(beside)) return beside
  return join(/* turbopackIgnore: true */ process.cwd(), path)
}

/**
 * The folder of a package, looked for as Node does: beside each folder above the entry.
 *
 * @throws PackageNotFoundError
 */
export function findPackage(name: string, entry: string): string {
  let folder = dirname(entry)
  while (true) {
    const found = join(/* turbopackIgnore: true */ folder, 'node_modules', name)
    if (existsSync(found)) return found
    const above = dirname(folder)
    if (above === folder) throw new PackageNotFoundError({ name, entry })
    folder = above
  }
}
