import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ensureInstall } from './ensure-install.mjs'

type Project = { node?: string; installed?: Record<string, { version: string }> }

/** A project that wants `left@1.2.3`, and optionally something for another platform. */
function project({ node = '>=20.19', installed }: Project): string {
  const root = mkdtempSync(join(tmpdir(), 'suture-install-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (path: string, value: unknown) =>
    writeFileSync(join(root, path), JSON.stringify(value))
  write('package.json', { name: 'project', engines: { node } })
  write('package-lock.json', {
    packages: {
      '': {},
      'node_modules/left': { version: '1.2.3' },
      'node_modules/elsewhere': { version: '1.0.0', optional: true },
    },
  })
  if (installed) {
    mkdirSync(join(root, 'node_modules/left'), { recursive: true })
    write('node_modules/.package-lock.json', { packages: installed })
  }
  return root
}

test('behavior: does nothing where everything is installed', async () => {
  const lines: string[] = []
  const root = project({ installed: { 'node_modules/left': { version: '1.2.3' } } })
  await ensureInstall({ root, log: (line: string) => lines.push(line) })
  expect(lines).toEqual([])
})

test('behavior: says why it installs', async () => {
  const root = project({ installed: { 'node_modules/left': { version: '1.2.2' } } })
  const stopBeforeNpm = (line: string) => {
    throw new Error(line)
  }
  await expect(ensureInstall({ root, log: stopBeforeNpm })).rejects.toThrow(
    'Installing dependencies: left is not at 1.2.3',
  )
  await expect(ensureInstall({ root: project({}), log: stopBeforeNpm })).rejects.toThrow(
    'Installing dependencies: node_modules is missing',
  )
})

test('error: Node is too old', async () => {
  const root = project({ node: '>=99.1' })
  await expect(ensureInstall({ root })).rejects.toThrow(
    /^Node \d+\.\d+\.\d+ is too old: Suture needs >=99\.1\.\nInstall a current Node/,
  )
})
