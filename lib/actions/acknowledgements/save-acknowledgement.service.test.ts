import { type Address, getAddress, type Hash } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { simulationSubject } from '@/lib/actions/simulation/simulation-subject'
import { readRevision } from '@/lib/adapters/store/read-revision'
import { saveLook } from '@/lib/adapters/store/save-look'
import { saveReport } from '@/lib/adapters/store/save-report'
import { takeWatchLease } from '@/lib/adapters/store/take-watch-lease'
import { postAcknowledgement } from '@/lib/adapters/suture-api/post-acknowledgement'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import type { Finding } from '@/lib/core/check/finding'
import type { Alarm } from '@/lib/core/patch/alarm'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { sampleSimulation } from '@/lib/core/report/__fixtures__/sample-simulation'
import type { Report } from '@/lib/core/report/report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import { integrity, judgement } from '@/lib/core/signing/__fixtures__/acknowledge'
import type { Acknowledgement } from '@/lib/core/signing/acknowledgement'
import { acknowledgementTypedData } from '@/lib/core/signing/acknowledgement-typed-data'
import { alarmFinding } from '@/lib/core/signing/alarm-findings'
import { hashFinding } from '@/lib/core/signing/hash-finding'
import { serializeAcknowledgement } from '@/lib/core/signing/serialize-acknowledgement'
import { chainId, createTestSafe, type SafeOnAnvil, startSafeChain } from '@/test/safe-on-anvil'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { judgeAgainstChain } from './judge-against-chain'
import { readAcknowledgements } from './read-acknowledgements'

const passed: Finding = { ...judgement, check: 'TX-07', verdict: 'pass' }
const unknown: Finding = { ...judgement, check: 'TL-01', verdict: 'unknown' }
const medium: Finding = { ...judgement, check: 'SE-03', severity: 'medium' }

const patch: Hash = `0x${'ab'.repeat(32)}`
const timelock = getAddress(sampleReport.input.protocol.timelock!)

let chain: SafeOnAnvil
let api: DeskApi
let context: ServerContext
let safe: Address

beforeAll(async () => {
  chain = await startSafeChain()
  safe = await createTestSafe(chain.client)
  api = await startDeskApi({
    chains: [{ id: chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] }],
    protocols: [{ name: 'Harbor', chainId, safe, timelock }],
  })
  context = await getServerContext()
  await review([judgement, integrity, passed, unknown, medium])
}, 120_000)
afterAll(async () => {
  await api?.stop()
  await chain?.stop()
})

/** As if a review had found this. */
async function review(findings: readonly Finding[]): Promise<void> {
  const { input } = sampleReport
  const transaction = input.transaction && {
    ...input.transaction,
    safe: { chainId, address: safe },
  }
  const report: Report = { ...sampleReport, input: { ...input, chainId, transaction }, findings }
  const json = serializeReport(report)
  await saveReport(context.store, {
    hash: hashReport(json),
    subject: reviewSubject({ chainId, address: timelock }, patch),
    json,
    contentHash: hashReport(json),
    blockNumber: 1n,
    storedAt: new Date(),
  })
}

/** As if a simulation of the same had found this. */
async function simulate(findings: readonly Finding[]): Promise<void> {
  const { input } = sampleReport
  const transaction = input.transaction && {
    ...input.transaction,
    safe: { chainId, address: safe },
  }
  const json = serializeSimulation({
    ...sampleSimulation,
    input: { ...input, chainId, transaction },
    findings,
  })
  await saveReport(context.store, {
    hash: hashReport(json),
    subject: simulationSubject({ chainId, address: timelock }, patch),
    json,
    contentHash: hashReport(json),
    blockNumber: 1n,
    storedAt: new Date(),
  })
}

async function signed(
  of: Finding,
  { by = 0, ...changes }: Partial<Acknowledgement> & { by?: number } = {},
): Promise<Acknowledgement> {
  const content = {
    safe: { chainId, address: safe },
    patch,
    check: of.check,
    subject: of.subject,
    finding: hashFinding(of),
    reason: 'The fee was voted on; the call sets it.',
    signer: demoAccount(by).address,
    ...changes,
  }
  const signature = await demoAccount(by).signTypedData(acknowledgementTypedData(content))
  return { ...content, signature }
}

const path = (key: string = patch) => `${api.origin}/api/v1/patches/${key}/acknowledgements`
const post = async (acknowledgement: Acknowledgement | string) => {
  const body =
    typeof acknowledgement === 'string'
      ? acknowledgement
      : serializeAcknowledgement(acknowledgement)
  const response = await fetch(path(), { method: 'POST', body })
  const answer = await response.json()
  return { status: response.status, error: answer.error, answer }
}
const stored = () => readAcknowledgements(context, { patch })

describe('refused', () => {
  test('error: an integrity check is never answered', async () => {
    const { status, error } = await post(await signed(integrity))
    expect(status).toBe(400)
    expect(error.message).toMatchInlineSnapshot(`
      "Nobody can answer an integrity check.
      Check: TX-08 The operation makes the upgrades and no other call
      Verdict: fail
      Kind: integrity
      It compares what has to be equal: correct what differs, or propose the patch anew."
    `)
  })

  test('error: what passed, is unknown, or weighs less asks for no answer', async () => {
    const of = async (finding: Finding) => (await post(await signed(finding))).error.shortMessage
    expect(await of(passed)).toBe('Only a check that failed can be answered.')
    expect(await of(unknown)).toBe('Only a check that failed can be answered.')
    expect(await of(medium)).toBe('A finding of this severity asks for no answer.')
  })

  test('error: another finding of the same check, or no such check', async () => {
    const other = { ...judgement, detail: '2 of 3 calls are no upgrade.' }
    const { error } = await post(await signed(other))
    expect(error.shortMessage).toBe('The last review found something else than what is answered.')
    const none = await post(await signed({ ...judgement, check: 'ZZ-99' }))
    expect(none.error.shortMessage).toBe('The last review made no such check.')
  })

  test('error: a signer who is no owner', async () => {
    const { status, error } = await post(await signed(judgement, { by: 7 }))
    expect(status).toBe(400)
    expect(error.name).toBe('NotAnOwnerError')
    expect(error.message).toContain(demoAccount(0).address)
  })

  test('error: a signature of somebody else, of other words, or of another chain', async () => {
    const foreign = { ...(await signed(judgement, { by: 7 })), signer: demoAccount(0).address }
    expect((await post(foreign)).error.name).toBe('ForeignAcknowledgementError')
    const altered = { ...(await signed(judgement)), reason: 'Words put into her mouth.' }
    expect((await post(altered)).error.name).toBe('ForeignAcknowledgementError')
    const replayed = await signed(judgement, { safe: { chainId: 1, address: safe } })
    const here = { ...replayed, safe: { chainId, address: safe } }
    expect((await post(here)).error.name).toBe('ForeignAcknowledgementError')
  })

  test('error: a patch or a Safe that nobody reviewed', async () => {
    const elsewhere = await signed(judgement, { patch: `0x${'cd'.repeat(32)}` })
    await expect(postAcknowledgement(api, { acknowledgement: elsewhere })).rejects.toMatchObject({
      status: 404,
      remoteName: 'NotReviewedError',
    })
    const otherSafe = await signed(judgement, { safe: { chainId, address: timelock } })
    expect((await post(otherSafe)).status).toBe(404)
  })

  test('error: what is malformed, too large, or under no key', async () => {
    expect((await post('{')).error.name).toBe('InvalidAcknowledgementError')
    const short = await post(await signed(judgement, { reason: 'ok' }))
    expect(short.error.message).toContain('Say why, in at least 10 letters.')
    expect((await post('x'.repeat(40_000))).status).toBe(413)
    const bad = await fetch(path('latest'))
    expect(bad.status).toBe(400)
    expect((await bad.json()).error.shortMessage).toBe('That is no key of a patch.')
  })

  test('behavior: nothing of it was kept', async () => {
    expect(await stored()).toEqual([])
  })
})

describe('kept', () => {
  test('default: once, with its signature, for everybody to read', async () => {
    const before = await readRevision(context.store)
    const acknowledgement = await signed(judgement)
    expect((await post(acknowledgement)).status).toBe(201)
    expect((await post(acknowledgement)).status).toBe(200)
    expect(await readRevision(context.store)).not.toBe(before)
    const response = await fetch(path(patch.toUpperCase().replace('0X', '0x')))
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const { acknowledgements } = await response.json()
    expect(acknowledgements).toEqual([
      {
        ...JSON.parse(serializeAcknowledgement(acknowledgement)),
        patch,
        submittedAt: expect.stringMatching(/^\d{10}$/),
      },
    ])
  })

  test('behavior: a wallet that gives v as 0 or 1 is understood, and kept in one form', async () => {
    const acknowledgement = await signed(judgement, { by: 1 })
    const v = acknowledgement.signature.endsWith('1b') ? '00' : '01'
    const given = acknowledgement.signature.slice(0, -2)
    expect(
      (await post({ ...acknowledgement, signature: `${given}${v}` as `0x${string}` })).status,
    ).toBe(201)
    expect((await stored()).map(({ signature }) => signature)).toContain(acknowledgement.signature)
  })

  test('error: what is on record stays as it was signed', async () => {
    const { status, error } = await post(
      await signed(judgement, { reason: 'On second thoughts, no.' }),
    )
    expect(status).toBe(409)
    expect(error.message).toContain('The fee was voted on; the call sets it.')
  })

  test('behavior: read back, each is judged by the owners that the chain has', async () => {
    const about = { patch, safe: { chainId, address: safe }, acknowledgements: await stored() }
    const judged = await judgeAgainstChain(chain.client, about)
    expect(judged.map(({ standing }) => standing)).toEqual(['counts', 'counts'])
    const other = await createTestSafe(chain.client, { owners: [0, 5], threshold: 1 })
    const there = { ...about, safe: { chainId, address: other } }
    const judgedThere = await judgeAgainstChain(chain.client, there)
    expect(judgedThere.map(({ standing }) => standing)).toEqual([
      'of-another-patch',
      'of-another-patch',
    ])
  })

  test('behavior: a later review that finds something else can be answered anew', async () => {
    const later = { ...judgement, detail: '2 of 3 calls are no upgrade.' }
    await review([later])
    expect((await post(await signed(judgement, { by: 2 }))).error.name).toBe('NotAnswerableError')
    expect((await post(await signed(later))).status).toBe(201)
    expect(await stored()).toHaveLength(3)
  })
})

test('behavior: what only a simulation found can be answered too, where the review left it unknown', async () => {
  const simulated: Finding = { ...judgement, check: 'SM-03', detail: 'An allowance is granted.' }
  const open: Finding = { ...simulated, verdict: 'unknown', detail: 'Not simulated.' }
  await review([judgement, open])
  const answer = await signed(simulated)
  expect((await post(answer)).status).toBe(400)
  await simulate([simulated])
  expect((await post(answer)).status).toBe(201)
})

/** As if a look had found this drift. */
async function watch(alarms: readonly Alarm[]): Promise<void> {
  const at = { chainId, timelock, patch, holder: 'one' }
  const now = new Date()
  await takeWatchLease(context.store, { ...at, now, until: new Date(now.getTime() + 60_000) })
  const looked = { number: 7n, timestamp: 70n }
  await saveLook(context.store, {
    ...at,
    first: '{}',
    last: '{}',
    looked,
    unseen: [],
    alarms,
    modified: now,
  })
}

test('behavior: what has drifted and people judge can be answered, code that was replaced never', async () => {
  const blocks = { firstBlock: 7n, lastBlock: 7n }
  const roles: Alarm = { kind: 'roles', what: 'holders', before: '0x11', after: '0x22', ...blocks }
  const code: Alarm = { ...roles, kind: 'code', what: 'code of 0x33' }
  const finding = alarmFinding(roles)
  if (!finding) throw new Error('Nothing to answer.')
  const answer = await signed(finding)
  expect((await post(answer)).error.name).toBe('NotAnswerableError')
  await watch([roles, code])
  expect((await post(await signed({ ...finding, subject: code.what }))).status).toBe(400)
  expect((await post(await signed({ ...finding, detail: 'another change' }))).status).toBe(400)
  expect((await post(answer)).status).toBe(201)
})
