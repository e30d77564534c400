import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sha256, stringToHex } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runSuture } from '@/lib/cli/run-suture'
import { buildManifest } from '@/lib/core/instance/build-manifest'
import { integrityOf } from '@/lib/core/instance/judge-instance'

const code = 'console.log(1)'
const hash = sha256(stringToHex(code))
const assets = { '_next/static/chunks/a.js': hash }
const manifest = buildManifest({ version: '0.1.0', assets })
const html = (more = '') =>
  `<html><script src="/_next/static/chunks/a.js" integrity="${integrityOf(hash)}"></script>${more}<a href="/patches/0x1">A patch</a></html>`

let server: Server
let origin: string
let answers: Record<string, string>

beforeEach(async () => {
  answers = {
    '/.well-known/suture.json': JSON.stringify(manifest),
    '/_next/static/chunks/a.js': code,
    '/patches/0x1': html(),
  }
  server = createServer(({ url = '' }, response) => {
    const answer = answers[url]
    const isFile = /\.js(on)?$/.test(url)
    response.writeHead(answer === undefined && isFile ? 404 : 200, {
      'content-type': isFile ? 'text/javascript' : 'text/html; charset=utf-8',
    })
    response.end(answer ?? (isFile ? '' : html()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.close()
})

async function run(...argv: string[]) {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const io = { writeOut: write, writeError: write } as Parameters<typeof runSuture>[1]
  const exitCode = await runSuture(['instance', ...argv], io)
  return { exitCode, text }
}

describe('suture instance', () => {
  test('default', async () => {
    expect(await run(origin, '--expect', manifest.hash)).toEqual({
      exitCode: 0,
      text: `Build ${manifest.hash} of Suture 0.1.0
1 files are as listed; 9 pages load nothing else.
It is the expected build.
`,
    })
  })

  test('error: an asset that is not what the manifest says', async () => {
    answers['/_next/static/chunks/a.js'] = `${code};steal()`
    const { exitCode, text } = await run(origin, '--expect', manifest.hash)
    expect(exitCode).toBe(1)
    expect(text).toMatch('! /_next/static/chunks/a.js')
  })

  test('error: a page with a script that the manifest does not list, one link away', async () => {
    answers['/patches/0x1'] = html('<script src="/_next/static/chunks/evil.js"></script>')
    const { exitCode, text } = await run(origin, '--expect', manifest.hash)
    expect(exitCode).toBe(1)
    expect(text).toMatch(
      '! /patches/0x1  loads /_next/static/chunks/evil.js, which the manifest does not list',
    )
  })

  test('error: a page that has a listed script run without its hash', async () => {
    answers['/patches/0x1'] = html('<script src="/_next/static/chunks/a.js"></script>')
    const { exitCode, text } = await run(origin, '--expect', manifest.hash)
    expect(exitCode).toBe(1)
    expect(text).toMatch('! /patches/0x1  loads /_next/static/chunks/a.js without its hash')
  })

  test('error: another build than the expected one, however true to itself', async () => {
    const { exitCode, text } = await run(origin, '--expect', `0x${'1'.repeat(64)}`)
    expect(exitCode).toBe(1)
    expect(text).toMatch(`Expected 0x${'1'.repeat(64)}`)
  })

  test('error: a manifest that contradicts itself, or none', async () => {
    answers['/.well-known/suture.json'] = JSON.stringify({ ...manifest, assets: {} })
    expect((await run(origin)).text).toMatch('The manifest contradicts itself.')
    delete answers['/.well-known/suture.json']
    expect((await run(origin)).text).toMatch('That is no manifest of an instance.')
  })

  test('error: nobody there; no URL; no hash', async () => {
    expect((await run('http://127.0.0.1:9')).exitCode).toBe(3)
    expect((await run('desk.example')).exitCode).toBe(2)
    expect((await run(origin, '--expect', '0x12')).exitCode).toBe(2)
  })
})
