import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { hashSourceBundle, serializeSourceBundle } from '@/lib/core/source/hash-source-bundle'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { fetchSourceBundle } from './fetch-source-bundle'

const bundle: SourceBundle = {
  language: 'Solidity',
  compiler: '0.8.30+commit.73712a01',
  contract: { path: 'src/Vault.sol', name: 'Vault' },
  sources: { 'src/Vault.sol': 'contract Vault {}' },
  settings: { optimizer: { enabled: true, runs: 200 } },
}
const hash = hashSourceBundle(bundle)

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(answer: RequestListener): Promise<{ origin: string }> {
  const own = createServer(answer)
  server = own
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${(own.address() as AddressInfo).port}` }
}

test('default', async () => {
  const api = await serve((request, response) => {
    const isAsked = request.url === `/api/v1/sources/${hash}`
    response.writeHead(isAsked ? 200 : 404).end(isAsked ? serializeSourceBundle(bundle) : '{}')
  })
  expect(await fetchSourceBundle(api, { hash })).toEqual(bundle)
  expect(await fetchSourceBundle(api, { hash: `0x${'00'.repeat(32)}` })).toBeUndefined()
})

test('error: other sources than were asked for', async () => {
  const other = { ...bundle, sources: { 'src/Vault.sol': 'contract Vault { /* fine */ }' } }
  const api = await serve((_, response) => void response.end(serializeSourceBundle(other)))
  await expect(fetchSourceBundle(api, { hash })).rejects.toThrow('it answered with other sources')
})

test('error: an answer without end, none in time, a redirection, a failure', async () => {
  const endless = await serve((_, response) => {
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    }
    response.on('drain', write)
    write()
  })
  await expect(fetchSourceBundle(endless, { hash })).rejects.toThrow('more than 12582912 bytes')
  const silent = await serve(() => {})
  await expect(fetchSourceBundle(silent, { hash, timeout: 100 })).rejects.toThrow('timeout')
  const elsewhere = await serve((_, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
  })
  await expect(fetchSourceBundle(elsewhere, { hash })).rejects.toThrow('no usable sources')
  const broken = await serve((_, response) => void response.writeHead(500).end())
  await expect(fetchSourceBundle(broken, { hash })).rejects.toThrow('HTTP status 500')
})
