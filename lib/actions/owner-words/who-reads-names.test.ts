import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

/** Where words of owners are written, kept and shown. Whatever judges or decides is none of these. */
const mayRead = [
  /^lib\/core\/safe\/(owner-label|draft-label)\.ts$/,
  /^lib\/adapters\/store\/safe-labels\.ts$/,
  /^lib\/actions\/owner-words\//,
  /^components\/(address|owner-words)\//,
  /^app\/\(desk\)\/(load-owner-labels\.ts|patches\/\[patch\]\/load-patch-labels\.ts)$/,
  /^app\/\(desk\)\/(safes|timelocks)\/\[chain\]\/\[address\]\/(page\.tsx|load-timelock\.ts)$/,
  /^app\/api\/v1\/safes\//,
]

const names = /from '[^']*\/(owner-label|safe-labels|save-label|load-owner-labels)'/

function readers(): string[] {
  return ['lib', 'components', 'app']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .filter((file) => names.test(readFileSync(join(root, file), 'utf8')))
}

test('default: names of owners reach pages and nothing that decides', () => {
  const found = readers()
  expect(found.length).toBeGreaterThan(5)
  expect(found.filter((file) => !mayRead.some((place) => place.test(file)))).toEqual([])
})
