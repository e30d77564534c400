import { createServer, type Server } from 'node:http'
import { keccak256, zeroAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '@/lib/adapters/store/open-store'
import { vaultInput } from '@/lib/core/source/__fixtures__/vault-input'
import { openEmptyStore } from '@/test/empty-store'
import { fetchSources } from './fetch-sources'
import { readSourcesFor } from './read-sources-for'

const known = { chainId: 5, address: zeroAddress, codeHash: keccak256('0x01') }

/** Knows one contract, on chain 5. */
const sourcify: Server = createServer(({ url }, response) => {
  const answer = url?.startsWith(`/v2/contract/5/${zeroAddress}?`)
    ? {
        match: 'match',
        compilation: {
          compilerVersion: '0.8.30+commit.73712a01',
          fullyQualifiedName: 'src/Vault.sol:Vault',
        },
        stdJsonInput: vaultInput(),
      }
    : { match: null }
  response.writeHead(answer.match ? 200 : 404).end(JSON.stringify(answer))
})

let store: Store
let config: { sourcify: { url: string } }

beforeAll(async () => {
  store = await openEmptyStore()
  await new Promise<void>((resolve) => sourcify.listen(0, '127.0.0.1', resolve))
  const address = sourcify.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  config = { sourcify: { url: `http://127.0.0.1:${address.port}` } }
})
afterAll(async () => {
  sourcify.closeAllConnections()
  sourcify.close()
  await store?.close()
})

test('default', async () => {
  expect(await fetchSources({ store, config }, known)).toBe('saved')
  const [closure, whole] = await readSourcesFor({ store }, known)
  expect([closure?.origin, whole?.origin]).toEqual(['sourcify', 'sourcify'])
  expect(closure?.bundle.contract).toEqual({ path: 'src/Vault.sol', name: 'Vault' })
})

test('behavior: what Sourcify does not know leaves nothing', async () => {
  const unknown = { ...known, chainId: 6, codeHash: keccak256('0x02') }
  expect(await fetchSources({ store, config }, unknown)).toBe('unknown-contract')
  expect(await readSourcesFor({ store }, unknown)).toEqual([])
})

test('behavior: nothing is asked where no Sourcify is configured', async () => {
  expect(await fetchSources({ store, config: {} }, known)).toBe('off')
})
