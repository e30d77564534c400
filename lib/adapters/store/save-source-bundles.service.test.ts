import { keccak256, stringToBytes, stringToHex, zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres } from '@/test/postgres'
import { openStore } from './open-store'
import { readSourceBundle, readSources } from './read-sources'
import { saveSourceBundles } from './save-source-bundles'
import type { Store } from './store'
import type { SourceClaim } from './stored-sources'

const postgres = await startPostgres()
const databases = [
  ['PGlite', {}],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

afterAll(async () => {
  await postgres?.stop()
})

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  beforeAll(async () => {
    store = await openStore(parameters)
  })
  afterAll(() => store.close())

  const limit = 1_000_000
  const bundleOf = (text: string) => {
    const json = JSON.stringify(text)
    return { hash: keccak256(stringToBytes(json)), json }
  }
  const claimOf = (
    code: string,
    second: number,
    change: Partial<SourceClaim> = {},
  ): SourceClaim => ({
    chainId: 5,
    codeHash: keccak256(stringToHex(code)),
    origin: 'upload',
    claimedAt: new Date(1_700_000_000_000 + second * 1_000),
    ...change,
  })
  const readTexts = async ({ codeHash }: SourceClaim) =>
    (await readSources(store, { codeHash, limit: 50 })).map(
      ({ json }) => JSON.parse(json) as string,
    )

  test('default: a bundle is kept byte for byte, once', async () => {
    const bundle = bundleOf('snow ☃ \u0000 \u202e')
    const claim = claimOf('default', 0)
    const save = () => saveSourceBundles(store, { bundles: [bundle], claim, limit })
    expect(await save()).toEqual({ status: 'saved', isNew: true })
    expect(await save()).toEqual({ status: 'saved', isNew: false })
    expect(await readSourceBundle(store, bundle)).toEqual(bundle)
    expect(await readSourceBundle(store, { hash: zeroHash })).toBeUndefined()
    expect(await readSources(store, { codeHash: claim.codeHash, limit: 9 })).toEqual([
      { ...bundle, ...claim },
    ])
  })

  test('behavior: the newest claim comes first, and of one claim the smallest bundle', async () => {
    const claim = claimOf('order', 0)
    const save = (texts: string[], more: Partial<SourceClaim>) =>
      saveSourceBundles(store, {
        bundles: texts.map(bundleOf),
        claim: { ...claim, ...more },
        limit,
      })
    await save(['the whole', 'closure'], {})
    await save(['another'], { ...claimOf('order', 1), origin: 'sourcify' })
    await save(['elsewhere'], { ...claimOf('order', -1), chainId: 6 })
    expect(await readTexts(claim)).toEqual(['another', 'closure', 'the whole', 'elsewhere'])
    await save(['closure'], claimOf('order', 2))
    expect(await readTexts(claim)).toEqual(['closure', 'another', 'the whole', 'elsewhere'])
  })

  test('behavior: the eight newest of each origin are kept, and all bundles', async () => {
    const save = (second: number, origin: SourceClaim['origin']) =>
      saveSourceBundles(store, {
        bundles: [bundleOf(`${origin} ${second}`)],
        claim: claimOf('many', second, { origin }),
        limit,
      })
    await save(0, 'sourcify')
    for (let second = 1; second <= 12; second += 1) await save(second, 'upload')
    const texts = await readTexts(claimOf('many', 0))
    expect(texts).toEqual([
      ...Array.from({ length: 8 }, (_, index) => `upload ${12 - index}`),
      'sourcify 0',
    ])
    expect(await readSourceBundle(store, bundleOf('upload 1'))).toBeDefined()
  })

  test('behavior: of many at once none is lost', async () => {
    const claim = claimOf('parallel', 0)
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        saveSourceBundles(store, {
          bundles: [bundleOf('shared'), bundleOf(`own ${index % 3}`)],
          claim,
          limit,
        }),
      ),
    )
    expect((await readTexts(claim)).toSorted()).toEqual(['own 0', 'own 1', 'own 2', 'shared'])
  })

  test('behavior: a full store takes nothing new, and still renews', async () => {
    const [known, unknown] = [bundleOf('shared'), bundleOf('beyond the limit')]
    const claim = claimOf('full', 0)
    const full = await saveSourceBundles(store, { bundles: [known, unknown], claim, limit: 100 })
    expect(full).toMatchObject({ status: 'full' })
    expect(await readSourceBundle(store, unknown)).toBeUndefined()
    expect(await readTexts(claim)).toEqual([])
    await saveSourceBundles(store, { bundles: [known], claim, limit: 100 })
    expect(await readTexts(claim)).toEqual(['shared'])
  })
})
