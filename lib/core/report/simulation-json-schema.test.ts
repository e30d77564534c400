import { expect, test } from 'vitest'
import * as z from 'zod'
import { simulationJsonSchema } from '@/test/report-json-schema'
import { sampleSimulation } from './__fixtures__/sample-simulation'
import { serializeSimulation } from './serialize-simulation'

const update = 'npx vitest run --project unit lib/core/report/simulation-json-schema.test.ts -u'

test('default', async () => {
  await expect(
    `${JSON.stringify(simulationJsonSchema(), null, 2)}\n`,
    `The published schema is not that of the parser. Write it again: ${update}`,
  ).toMatchFileSnapshot('../../../public/schema/simulation-1.json')
})

test('behavior: a simulation is one by the schema too, and what is none is none', () => {
  const schema = z.fromJSONSchema(simulationJsonSchema() as Parameters<typeof z.fromJSONSchema>[0])
  const isSimulation = (json: string) => schema.safeParse(JSON.parse(json)).success
  // Zod reads patterns without the flag that JSON Schema asks for, and that of URLs needs it.
  const json = serializeSimulation(sampleSimulation).replace(
    /"evidence":\[\{"label[^\]]*\]/,
    '"evidence":[]',
  )
  expect(isSimulation(json)).toBe(true)
  expect(isSimulation(json.replace('"gaps":', '"extra":1,"gaps":'))).toBe(false)
  expect(isSimulation(json.replace('"engine":"fork"', '"engine":"faith"'))).toBe(false)
})
