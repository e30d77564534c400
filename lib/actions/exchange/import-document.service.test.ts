import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importDocument } from '@/lib/actions/exchange/import-document'
import { isReportForeign } from '@/lib/actions/exchange/is-report-foreign'
import { openStore, type Store } from '@/lib/adapters/store/open-store'
import { readReport } from '@/lib/adapters/store/read-report'
import { saveReport } from '@/lib/adapters/store/save-report'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'

const json = serializeReport(sampleReport)
const hash = hashReport(json)

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

describe('importDocument', () => {
  const context = () => ({ store, config: { importReports: true } })

  test('error: an instance that has not been told to', async () => {
    const config = { importReports: false }
    await expect(importDocument({ store, config }, { json })).rejects.toThrow(
      'This instance takes in no reports of others.',
    )
    expect(await readReport(store, { hash })).toBeUndefined()
  })

  test('default: it is kept, and known to be of somebody else', async () => {
    expect(await importDocument(context(), { json })).toEqual({ hash, isNew: true })
    expect(await importDocument(context(), { json })).toEqual({ hash, isNew: false })
    expect(await isReportForeign({ store }, { hash })).toBe(true)
  })

  test('behavior: made here later, it is one of ours; brought again, it stays ours', async () => {
    const own = { hash, subject: 'review 1', json, contentHash: hash, blockNumber: 1n }
    await saveReport(store, { ...own, storedAt: new Date() })
    expect(await isReportForeign({ store }, { hash })).toBe(false)
    await importDocument(context(), { json })
    expect((await readReport(store, { hash }))?.subject).toBe('review 1')
  })

  test.each(['', '{}', '{"schema":"suture/simulation/1"}', json.replace('"verdict"', '"x"')])(
    'error: no report (%#)',
    async (text) => {
      await expect(importDocument(context(), { json: `${text} ` })).rejects.toThrow()
    },
  )
})
