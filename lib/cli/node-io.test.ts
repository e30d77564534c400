import { expect, test } from 'vitest'
import { nodeIo } from './node-io'

test('default', async () => {
  expect(await nodeIo().readFile('package.json')).toContain('"name": "suture"')
})

test('error: a file that is not there', async () => {
  await expect(nodeIo().readFile('gone.json')).rejects.toThrowErrorMatchingInlineSnapshot(`
    [UnreadableInputError: This cannot be read.
    Source: gone.json
    Problem: there is no such file]
  `)
})

test('error: a folder', async () => {
  await expect(nodeIo().readFile('lib')).rejects.toThrow('it is a folder')
})
