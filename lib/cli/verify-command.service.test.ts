import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { proposeWorld } from '@/demo/world/propose-world'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { uploadWorldSources } from '@/demo/world/upload-world-sources'
import { readDesk } from '@/lib/actions/read-desk'
import { readReview } from '@/lib/actions/review/read-review'
import { getServerContext } from '@/lib/config/server-context'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { parseReport } from '@/lib/core/report/parse-report'
import { renderReportHtml } from '@/lib/core/report/render-report-html'
import { renderReportMarkdown } from '@/lib/core/report/render-report-markdown'
import type { Report } from '@/lib/core/report/report'
import { reviewInputOf } from '@/lib/core/report/review-input-of'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { nodeIo } from './node-io'
import { runSuture } from './run-suture'

let anvil: Anvil
let client: AnvilClient
let world: World
let api: DeskApi
let folder: string
let good: Report
let bad: Report

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-verify-'))
  await buildContracts()
  anvil = await startAnvil({ timestamp: Math.floor(Date.now() / 1_000) - Number(worldAge) })
  client = anvilClient(anvil.rpcUrl)
  world = await seedWorld(client)
  api = await startDeskApi(demoConfig({ harbor: world.harbor, rpcUrl: anvil.rpcUrl }))
  await proposeWorld(api.origin, world)
  await uploadWorldSources(api.origin, { client, world })
  // Together: what both replace is compiled once.
  ;[good, bad] = await Promise.all([
    reviewed('Vault 2.0.0: '),
    reviewed(patchOf(({ malicious }) => malicious).patch.title),
  ])
}, 400_000)
afterAll(async () => {
  await api?.stop()
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function patchOf(isMeant: (patch: World['patches'][number]) => boolean) {
  const found = world.patches.find(isMeant)
  if (!found) throw new Error('The demo has no such patch.')
  return found
}

/** What the server's pages show of a patch. */
async function reviewed(title: string): Promise<Report> {
  const context = await getServerContext()
  const { operationId } = patchOf(({ patch }) => patch.title.startsWith(title))
  for (const { chain, name, records } of await readDesk(context)) {
    const record = records.find((one) => one.operationId === operationId)
    const protocol = context.config.protocols.find((one) => one.name === name)
    if (!record || !chain || !protocol) continue
    const { last } = await readReview(context, {
      timelock: { chainId: protocol.chainId, address: protocol.timelock },
      key: record.key,
      subject: { input: reviewInputOf({ record, chain, protocol }), readChain: async () => chain },
      patience: 300_000,
    })
    return last!.report
  }
  throw new Error(`${title} is not on the desk.`)
}

type Ended = { code: unknown; out: string; error: string }

/** In a process of its own and in another folder, as anyone would run it; only what was compiled is shared. */
function spawnSuture(...argv: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('bin/suture.mjs'), ...argv],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
      (error, out, stderr) => done({ code: error ? error.code : 0, out, error: stderr }),
    )
  })
}

/** The same within this process, which has everything loaded. */
async function suture(...argv: readonly string[]): Promise<Ended> {
  const ended = { out: '', error: '' }
  const code = await runSuture(argv, {
    ...nodeIo(),
    writeOut: (text) => {
      ended.out += text
    },
    writeError: (text) => {
      ended.error += text
    },
  })
  return { code, ...ended }
}

const node = () => ['--rpc', anvil.rpcUrl]
const sources = ['--sources', resolve('.')]

function save(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function idsOf({ findings }: Report, verdict: string): string[] {
  return findings.filter((one) => one.verdict === verdict).map(({ check }) => check)
}

describe('the demo', () => {
  test('behavior: nothing is wrong with the good patch', () => {
    expect(idsOf(good, 'fail')).toEqual([])
    expect(good.upgrades.map(({ to }) => to.sources)).toMatchObject([
      { known: true, verification: { match: 'exact' } },
    ])
  })

  test('behavior: the malicious one fails for what it does', () => {
    expect(idsOf(bad, 'fail')).toEqual(expect.arrayContaining(['ST-01', 'ST-02', 'TX-03']))
    expect(bad.verdict).toBe('fail')
  })
})

describe('verify', () => {
  test('default', async () => {
    const text = serializeReport(good)
    const path = save('good.json', text)
    expect(await spawnSuture('verify', path, ...node(), ...sources)).toEqual({
      code: 0,
      out: `The same. Report ${hashReport(text)}\n`,
      error: '',
    })
  })

  test('args: --sources of an instance, which is asked by hash', async () => {
    const path = save('bad.json', serializeReport(bad))
    const { code, out } = await suture('verify', path, ...node(), '--sources', api.origin)
    expect(out).toMatch(/^The same\. Report 0x/)
    expect(code).toBe(0)
  })

  test('behavior: without the sources it is another report, and says how to give them', async () => {
    const path = save('good.json', serializeReport(good))
    const { code, out } = await suture('verify', path, ...node())
    expect(out).toContain('nobody has given the sources of this code')
    expect(out).toContain('Give them with --sources')
    expect(code).toBe(1)
  })

  test('behavior: a forged report is told apart', async () => {
    const findings = bad.findings.map((one) =>
      one.check === 'TX-03' ? { ...one, verdict: 'pass' as const, evidence: [] } : one,
    )
    const path = save('forged.json', serializeReport({ ...bad, findings }))
    const again = [...node(), '--sources', api.origin]
    const forged = await suture('verify', path, ...again)
    expect(forged.out).toMatch(/^It is not the same\.\n {2}TX-03 patch +given verdict pass, evid/)
    expect(forged.out).toMatch(/made verdict fail.*\nMade here: report 0x[0-9a-f]{64}\n$/)
    expect(forged.code).toBe(1)
    expect(await suture('verify', path, ...again, '--check', 'TX-03')).toMatchObject({ code: 1 })
    expect(await suture('verify', path, ...again, '--check', 'ST-01')).toMatchObject({ code: 0 })
    expect(await suture('verify', path, ...again, '--check', 'TX-0')).toMatchObject({ code: 2 })
  })

  test('behavior: harmless calls under the id of another operation are no report', async () => {
    const { calls } = good.input
    const path = save('mixed.json', serializeReport({ ...bad, input: { ...bad.input, calls } }))
    const { code, out } = await suture('verify', path, ...node())
    expect(out).toMatch(/^It is a report of two things at once\.\n {2}the calls +given/)
    expect(code).toBe(1)
  })

  test('error: a report of another chain, or of a block that was never there', async () => {
    const { block } = good.input
    for (const change of [{ chainId: 1 }, { block: { ...block, hash: zeroHash } }]) {
      const text = serializeReport({ ...good, input: { ...good.input, ...change } })
      const { code, error } = await suture('verify', save('other.json', text), ...node())
      expect(error).toContain('The report is of another chain than the node serves.')
      expect(code).toBe(3)
    }
  })
})

describe('review', () => {
  test('args: a dossier, in every format', async () => {
    const { patch } = patchOf((one) => one.patch.title.startsWith('Vault 2.0.0: '))
    const path = save('dossier.json', serializeDossier(patch))
    const review = (...more: string[]) => suture('review', path, ...node(), ...more)
    const json = await review('--format', 'json')
    const report = parseReport(json.out)
    expect(report.input.patch).toEqual(patch)
    expect(json.out).toBe(`${serializeReport(report)}\n`)
    expect([json.code, report.verdict]).toEqual([0, 'unknown'])
    expect((await review('--format', 'md')).out).toBe(renderReportMarkdown(report))
    expect((await review('--format', 'html')).out).toBe(renderReportHtml(report))
    expect(await review('--fail-on', 'unknown')).toMatchObject({ code: 1, error: '' })
  })

  test('args: the id of an operation with its timelock', async () => {
    const { operationId, timelock } = patchOf(({ stage }) => stage === 'ready')
    const { code, out } = await suture(
      ...['review', operationId, '--timelock', timelock, ...node(), '--format', 'json'],
    )
    expect(parseReport(out).input.operation?.id).toBe(operationId)
    expect(code).toBe(0)
    expect(await suture('review', operationId, ...node())).toMatchObject({ code: 2 })
    const never = ['review', `0x${'11'.repeat(32)}`, '--timelock', timelock, ...node()]
    expect(await suture(...never)).toMatchObject({ code: 3, out: '' })
  })

  test('args: a proxy and its new implementation', async () => {
    const [upgrade] = bad.upgrades
    const { vault } = world.harbor
    const what = `${vault}=${upgrade!.to.address}`
    const review = ['review', what, ...node(), ...sources, '--format', 'json']
    const { code, out } = await suture(...review)
    expect(idsOf(parseReport(out), 'fail')).toEqual(expect.arrayContaining(['ST-01', 'ST-02']))
    expect(code).toBe(1)
  })

  test('args: a Safe transaction', async () => {
    const { safe, target, data, nonce, operation } = bad.input.transaction!
    const transaction = {
      chainId: safe.chainId,
      safe: safe.address,
      version: '1.4.1',
      to: target,
      data,
      operation: operation === 'call' ? 0 : 1,
      nonce: Number(nonce),
    }
    const path = save('transaction.json', JSON.stringify(transaction))
    const { code, out } = await suture('review', path, ...node(), '--format', 'json')
    const report = parseReport(out)
    expect(report.input.transaction).toEqual(bad.input.transaction)
    expect(idsOf(report, 'fail')).toContain('TX-03')
    expect(code).toBe(1)
  })

  test('error: an instance cannot be asked for sources that nobody names', async () => {
    const { vault } = world.harbor
    const { code, error } = await suture('review', `${vault}=${vault}`, '--sources', api.origin)
    expect(error).toContain('by their hashes')
    expect(code).toBe(2)
  })
})

describe('the API', () => {
  const fetchReport = (name: string) => fetch(`${api.origin}/api/v1/reports/${name}`)

  test('behavior: gives the bytes of a report, and what is rendered from them', async () => {
    const text = serializeReport(bad)
    const hash = hashReport(text)
    for (const [end, body] of [
      ['', text],
      ['.json', text],
      ['.md', renderReportMarkdown(bad)],
      ['.html', renderReportHtml(bad)],
    ] as const) {
      const response = await fetchReport(`${hash}${end}`)
      expect(await response.text()).toBe(body)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    const { headers } = await fetchReport(`${hash}.html`)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="report-0x\w+\.html"$/,
    )
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.* sandbox$/)
  })

  test('error: a name that is none, and a report that is not here', async () => {
    expect((await fetchReport(`${zeroHash}.pdf`)).status).toBe(400)
    expect((await fetchReport(`${zeroHash}.html`)).status).toBe(404)
  })
})
