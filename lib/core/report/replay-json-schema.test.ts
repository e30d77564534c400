import { expect, test } from 'vitest'
import * as z from 'zod'
import { replayJsonSchema } from '@/test/report-json-schema'
import { sampleReplayReport } from './__fixtures__/sample-replay-report'
import { serializeReplayReport } from './serialize-replay-report'

const update = 'npx vitest run --project unit lib/core/report/replay-json-schema.test.ts -u'

test('default', async () => {
  await expect(
    `${JSON.stringify(replayJsonSchema(), null, 2)}\n`,
    `The published schema is not that of the parser. Write it again: ${update}`,
  ).toMatchFileSnapshot('../../../public/schema/replay-1.json')
})

test('behavior: a replay is one by the schema too, and what is none is none', () => {
  const schema = z.fromJSONSchema(replayJsonSchema() as Parameters<typeof z.fromJSONSchema>[0])
  const isReplay = (json: string) => schema.safeParse(JSON.parse(json)).success
  // Zod reads patterns without the flag that JSON Schema asks for, and that of URLs needs it.
  const json = serializeReplayReport(sampleReplayReport).replace(
    /"evidence":\[\{"label[^\]]*\]/,
    '"evidence":[]',
  )
  expect(isReplay(json)).toBe(true)
  expect(isReplay(json.replace('"ways":', '"extra":1,"ways":'))).toBe(false)
  expect(isReplay(json.replace('"mode":"exact"', '"mode":"faith"'))).toBe(false)
})
