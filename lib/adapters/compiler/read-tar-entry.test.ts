import { expect, test } from 'vitest'
import { readTarEntry } from './read-tar-entry'

function entry(name: string, content: string, size = content.length): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(size.toString(8).padStart(11, '0'), 124)
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body])
}

const textOf = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

test('default', () => {
  const archive = Buffer.concat([
    entry('package/a.js', 'x'.repeat(600)),
    entry('package/soljson.js', 'compiler'),
    Buffer.alloc(1_024),
  ])
  expect(textOf(readTarEntry(archive, 'package/soljson.js'))).toBe('compiler')
  expect(readTarEntry(archive, 'package/gone.js')).toBeUndefined()
})

test('behavior: an archive that is cut off or lies about sizes', () => {
  const archive = entry('package/soljson.js', 'compiler')
  expect(readTarEntry(archive.subarray(0, 100), 'package/soljson.js')).toBeUndefined()
  expect(readTarEntry(archive.subarray(0, 515), 'package/soljson.js')).toBeUndefined()
  const lie = entry('package/a.js', 'x', 8 ** 10)
  expect(readTarEntry(Buffer.concat([lie, archive]), 'package/soljson.js')).toBeUndefined()
})
