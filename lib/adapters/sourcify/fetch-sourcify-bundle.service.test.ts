import { createServer, type ServerResponse } from 'node:http'
import { zeroAddress } from 'viem'
import { afterEach, describe, expect, test } from 'vitest'
import { vaultInput } from '@/lib/core/source/__fixtures__/vault-input'
import { fetchSourcifyBundle } from './fetch-sourcify-bundle'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const asked: (string | undefined)[] = []

/** A server that answers every request alike. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer(({ url }, response) => {
    asked.push(url)
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return `http://127.0.0.1:${address.port}`
}

const json = (value: unknown, status = 200) => {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }
}

const verified = {
  match: 'exact_match',
  creationMatch: 'match',
  runtimeMatch: 'exact_match',
  chainId: '5',
  address: zeroAddress,
  compilation: {
    language: 'Solidity',
    compilerVersion: '0.8.30+commit.73712a01',
    fullyQualifiedName: 'src/Vault.sol:Vault',
  },
  stdJsonInput: vaultInput(),
}

const fetchFrom = (baseUrl: string, more: { signal?: AbortSignal; timeout?: number } = {}) =>
  fetchSourcifyBundle({ chainId: 5, address: zeroAddress, baseUrl, ...more })

test('default', async () => {
  const url = await serve(json(verified))
  const found = await fetchFrom(`${url}/server/`)
  expect(asked.at(-1)).toBe(`/server/v2/contract/5/${zeroAddress}?fields=compilation,stdJsonInput`)
  expect(found?.bundle.contract).toEqual({ path: 'src/Vault.sol', name: 'Vault' })
  expect(Object.keys(found?.bundle.sources ?? {})).toHaveLength(3)
  expect(Object.keys(found?.whole.sources ?? {})).toHaveLength(4)
})

test('behavior: a contract that Sourcify does not know', async () => {
  const unknown = { match: null, creationMatch: null, runtimeMatch: null, chainId: '5' }
  expect(await fetchFrom(await serve(json(unknown, 404)))).toBeUndefined()
  expect(await fetchFrom(await serve(json(unknown)))).toBeUndefined()
})

describe('errors', () => {
  const withoutPort = (error: unknown) => {
    if (!(error instanceof Error)) throw error
    return `${error.name}: ${error.message.replace(/:\d{4,5}\//g, ':…/')}`
  }
  const failure = (attempt: Promise<unknown>) => attempt.then(() => 'no error', withoutPort)

  test('error: nobody listens', async () => {
    expect(await failure(fetchFrom('http://127.0.0.1:9'))).toMatchInlineSnapshot(`
      "SourcifyUnreachableError: Sourcify gave no usable answer.
      Request: http://127.0.0.1:9/v2/contract/5/0x0000000000000000000000000000000000000000?fields=compilation,stdJsonInput
      Reason: bad port
      Check sourcify.url in the configuration, or upload the sources instead."
    `)
  })

  test('error: no answer in time, or nobody waits any more', async () => {
    const url = await serve(() => {})
    expect(await failure(fetchFrom(url, { timeout: 100 }))).toMatchInlineSnapshot(`
      "SourcifyUnreachableError: Sourcify gave no usable answer.
      Request: http://127.0.0.1:…/v2/contract/5/0x0000000000000000000000000000000000000000?fields=compilation,stdJsonInput
      Reason: The operation was aborted due to timeout
      Check sourcify.url in the configuration, or upload the sources instead."
    `)
    const signal = AbortSignal.abort(new Error('The reader has left.'))
    expect(await failure(fetchFrom(url, { signal }))).toContain('Reason: The reader has left.')
  })

  test('error: an answer that never ends', { timeout: 30_000 }, async () => {
    const url = await serve((response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ')
      const write = () => void (response.destroyed || response.write(chunk, write))
      write()
    })
    expect(await failure(fetchFrom(url))).toContain('Reason: more than 12582912 bytes')
  })

  test('error: answers of another kind', async () => {
    const html = await serve((response) => response.writeHead(404).end('<h1>Not found</h1>'))
    expect(await failure(fetchFrom(html))).toContain('Reason: The answer is no JSON.')
    expect(await failure(fetchFrom(await serve(json({}, 404))))).toContain('API v2')
    expect(await failure(fetchFrom(await serve(json({}, 500))))).toContain('HTTP status 500')
    expect(await failure(fetchFrom(await serve(json({ match: 'match' }))))).toContain(
      'names no contract and compiler',
    )
    const tricks = { ...vaultInput(), sources: { '../../x.sol': { content: 'contract Vault {}' } } }
    const url = await serve(json({ ...verified, stdJsonInput: tricks }))
    expect(await failure(fetchFrom(url))).toContain('../../x.sol: leads out of its folder')
  })

  test('error: a redirection to another host is not followed', async () => {
    const elsewhere = await serve(json(verified))
    const url = await serve((response) => {
      response.writeHead(302, { location: elsewhere }).end()
    })
    expect(await failure(fetchFrom(url))).toContain('SourcifyUnreachableError')
  })
})
