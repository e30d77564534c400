import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createCompiler } from './compiler'
import { runSolc } from './run-solc'

const directory = mkdtempSync(join(tmpdir(), 'suture-run-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** A compiler that is none, and answers with what a function says. */
async function runHostile(body: string): Promise<unknown> {
  const soljson = join(directory, 'soljson.js')
  writeFileSync(
    soljson,
    `const attempt = (act) => { try { return String(act()) } catch (error) { return error.code ?? error.message } }
    const answer = () => JSON.stringify((() => { ${body} })())
    module.exports = { cwrap: (name) => (name === 'solidity_version' ? () => '0.0.0' : answer) }`,
  )
  const { limits } = createCompiler({ directory, limits: { seconds: 10, memory: 64 } })
  const { output } = await runSolc({ soljson, input: {}, contract: 'a.sol:A', limits })
  return JSON.parse(output)
}

test('default: no file, process, network, module or secret is within reach', async () => {
  process.env.SUTURE_TEST_SECRET = 'secret'
  const answer = await runHostile(`
    const fs = require('fs')
    return {
      environment: Object.keys(process.env).filter((name) => name.includes('SECRET')),
      read: attempt(() => fs.readFileSync('/etc/hostname')),
      list: attempt(() => fs.readdirSync('.')),
      write: attempt(() => fs.writeFileSync('x', 'x')),
      spawn: attempt(() => require('child_process')),
      net: attempt(() => require('net')),
      builtin: attempt(() => process.getBuiltinModule('net')),
      binding: attempt(() => process.binding('tcp_wrap')),
      fetch: typeof fetch,
    }`)
  delete process.env.SUTURE_TEST_SECRET
  expect(answer).toMatchInlineSnapshot(`
    {
      "binding": "process.binding is not a function",
      "builtin": "process.getBuiltinModule is not a function",
      "environment": [],
      "fetch": "undefined",
      "list": "ERR_ACCESS_DENIED",
      "net": "The compiler asked for net, which it is not given.",
      "read": "ERR_ACCESS_DENIED",
      "spawn": "The compiler asked for child_process, which it is not given.",
      "write": "ERR_ACCESS_DENIED",
    }
  `)
})

test('error: it ends without an answer', async () => {
  await expect(runHostile('process.exit(3)')).rejects.toThrowErrorMatchingInlineSnapshot(`
    [CompilerCrashError: The compiler ended without an answer.
    Contract: a.sol:A
    It said: nothing
    A known bug of this release may be the cause: compile the same input by hand to see it alone.]
  `)
  await expect(runHostile('throw new Error("stack too deep")')).rejects.toThrow('stack too deep')
  await expect(runHostile('const all = []; while (true) all.push([...all, 1])')).rejects.toThrow(
    'the memory it needs',
  )
})
