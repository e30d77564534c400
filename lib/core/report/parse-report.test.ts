import { describe, expect, test } from 'vitest'
import { sampleReport } from './__fixtures__/sample-report'
import { parseReport } from './parse-report'
import type { Report } from './report'
import { hashReport, serializeReport } from './serialize-report'

const json = serializeReport(sampleReport)

/** The JSON with one text in place of another. */
function forge(from: string | RegExp, to: string): string {
  const forged = json.replace(from, to)
  expect(forged).not.toBe(json)
  return forged
}

function refusal(text: string): string {
  try {
    parseReport(text)
  } catch (error) {
    return error instanceof Error ? `${error.name}\n${error.message}` : String(error)
  }
  return 'it was read'
}

test('default', () => {
  const report = parseReport(json)
  expect(report).toEqual(sampleReport)
  expect(serializeReport(report)).toBe(json)
})

test('behavior: the hash is of the bytes, and stays what it was', () => {
  expect(hashReport(json)).toMatchInlineSnapshot(
    `"0x774f9a4c82e4ab4baaf83a0581c3e3681c2d4fea0300350d6daf1856037b4620"`,
  )
})

test('behavior: what is absent stays absent', () => {
  const { calls, block, chainId } = sampleReport.input
  const bare: Report = {
    ...sampleReport,
    input: { chainId, block, calls, protocol: { proxies: [], deploymentBlock: 0 } },
    upgrades: [],
    facts: [],
    findings: [],
  }
  const text = serializeReport(bare)
  expect(text).not.toMatch(/null|undefined/)
  expect(serializeReport(parseReport(text))).toBe(text)
})

test('behavior: spaces and the order of members mean nothing', () => {
  const { verdict, ...rest } = JSON.parse(json)
  expect(parseReport(JSON.stringify({ verdict, ...rest }, null, 2))).toEqual(sampleReport)
})

describe('error', () => {
  test('error: no JSON, or JSON of something else', () => {
    expect(refusal('{')).toMatch(/^InvalidReportError\nThis is not a report of a review\.\nJSON: /)
    expect(refusal('[]')).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      report: Expected object.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal('{"schema":"suture/patch/1"}')).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      schema: Expected one of: suture/report/1.
      input: Expected object.
      abis: Expected record.
      bundles: Expected record.
      upgrades: Expected array.
      accounts: Expected array.
      facts: Expected array.
      findings: Expected array.
      verdict: Expected one of: pass, warn, fail, unknown, not-applicable.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
  })

  test('error: wrong types', () => {
    expect(refusal(forge('"chainId":31337', '"chainId":"31337"'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      input.chainId: Expected number.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal(forge('"delay":"172800"', '"delay":172800'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      accounts.0.before.delay: Expected seconds as a string of decimal digits, e.g. "0".
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal(forge('"match":"exact"', '"match":"perfect"'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      upgrades.0.from.sources.verification.match: It is none of the forms that it can have.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal(forge('"verdict":"pass"', '"verdict":"passed"'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      findings.1.verdict: Expected one of: pass, warn, fail, unknown, not-applicable.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal(forge(/"check":"ST-01"/, '"check":"ST-01<b>"'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      findings.0.check: Expected the id of a check, e.g. "ST-01".
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal(forge('"9":', '"09":'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      upgrades.0.live.0.words.09: Its name is not one that it can have.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
  })

  test.each([
    ['of the report', '"facts":', '"approved":true,"facts":'],
    ['of a call', '"data":"0x4f1ef286"', '"data":"0x4f1ef286","gas":1'],
    ['of the ABI', '"name":"receiver"', '"name":"receiver","trusted":true'],
    ['of the layout', '"storage":', '"safe":true,"storage":'],
    ['__proto__', '"facts":', '"__proto__":{"verdict":"pass"},"facts":'],
    ['__proto__ of words', '"9":', `"__proto__":"0x${'0'.repeat(64)}","9":`],
    ['constructor of words', '"9":', `"constructor":"0x${'0'.repeat(64)}","9":`],
  ])('error: a member too many, %s', (_name, from, to) => {
    expect(refusal(forge(from, to))).toMatch(/^InvalidReportError\n.*\n.*(No member|Its name)/)
  })

  test('error: a name that reorders the line', () => {
    expect(refusal(forge('"facts":', '"\u202Efacts":1,"facts":'))).toContain('⟨U+202E⟩facts')
    expect(refusal(forge('"9":', '"\u202E":'))).toContain('⟨U+202E⟩')
  })

  test('error: half characters, which have no bytes', () => {
    expect(refusal(forge('"title":"Delegatecall"', '"title":"\\ud800"'))).toMatchInlineSnapshot(`
      "InvalidReportError
      This is not a report of a review.
      $.findings[1].title: A string has a lone surrogate.
      suture review --format json writes one; public/schema/report-1.json describes it."
    `)
    expect(refusal(forge('"label":"Price"', '"label":"\\udfff"'))).toContain('lone surrogate')
  })

  test('error: numbers that JSON cannot hold, and values nested without end', () => {
    expect(refusal(forge('"chainId":31337', '"chainId":1e999'))).toContain('Infinity')
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    expect(refusal(forge('"abi":[]', `"abi":${deep}`))).toContain('nested too deeply')
  })

  test('error: a hash in capitals is another text, so another report', () => {
    const { hash } = sampleReport.input.block
    expect(refusal(forge(hash, `0x${hash.slice(2).toUpperCase()}`))).toContain('input.block.hash')
  })

  test('error: more than anybody would read', () => {
    expect(refusal(' '.repeat(33 * 1024 * 1024))).toContain('more than 33554432 characters')
    const findings = (count: number) =>
      forge(/"findings":\[.*\],"input"/, `"findings":[${'{},'.repeat(count)}{}],"input"`)
    expect(refusal(findings(100))).toContain('…: 897 more')
    expect(refusal(findings(40_000))).toContain('Too much is wrong to tell it.')
  })

  test('error: a layout or an ABI that is none', () => {
    expect(refusal(forge('"stateMutability":"payable"', '"stateMutability":"free"'))).toMatch(
      /^InvalidAbiError/,
    )
    expect(refusal(forge('"encoding":"mapping"', '"encoding":"inplace"'))).toMatch(
      /^InvalidStorageLayoutError/,
    )
  })
})
