import { expect, test } from 'vitest'
import * as z from 'zod'
import { reportJsonSchema } from '@/test/report-json-schema'
import { sampleReport } from './__fixtures__/sample-report'
import { serializeReport } from './serialize-report'

const update = 'npx vitest run --project unit lib/core/report/report-json-schema.test.ts -u'

test('default', async () => {
  await expect(
    `${JSON.stringify(reportJsonSchema(), null, 2)}\n`,
    `The published schema is not that of the parser. Write it again: ${update}`,
  ).toMatchFileSnapshot('../../../public/schema/report-1.json')
})

test('behavior: it says what every named part is, and refuses members that it does not name', () => {
  const text = JSON.stringify(reportJsonSchema())
  for (const part of ['address', 'hash', 'dossier', 'finding', 'fact', 'code']) {
    expect(text).toContain(`"$ref":"#/$defs/${part}"`)
  }
  expect(text).not.toContain('__schema')
  expect(reportJsonSchema()).toMatchObject({ additionalProperties: false })
})

test('behavior: a report is one by the schema too, and what is none is none', () => {
  const schema = z.fromJSONSchema(reportJsonSchema() as Parameters<typeof z.fromJSONSchema>[0])
  const isReport = (json: string) => schema.safeParse(JSON.parse(json)).success
  // Zod reads patterns without the flag that JSON Schema asks for, and that of URLs needs it.
  const json = serializeReport(sampleReport).replace(
    /"evidence":\[\{"label[^\]]*\]/,
    '"evidence":[]',
  )
  expect(isReport(json)).toBe(true)
  expect(isReport(json.replace('"facts":', '"extra":1,"facts":'))).toBe(false)
  expect(isReport(json.replace('"chainId":31337', '"chainId":"31337"'))).toBe(false)
  expect(isReport(json.replace('"verdict":"pass"', '"verdict":"fine"'))).toBe(false)
})
