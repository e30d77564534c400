// Lighthouse on overview, queue and a patch page of a running desk, or of one that is started for it:
//
//   tsx e2e/lighthouse/main.ts [http://127.0.0.1:3000]
//
// Fails below 95 in any category. Performance depends on how busy the machine is: run it on a quiet one.

import { startBaseWorld } from '@/e2e/harness/base-world'
import { startDesk } from '@/e2e/harness/desk'
import { auditPages, categories } from './audit-pages'

const least = 95

const [given] = process.argv.slice(2)
if (given) await report(given)
else await reportOwnDesk()

async function reportOwnDesk(): Promise<void> {
  const base = await startBaseWorld()
  process.env.SUTURE_E2E_BASE = base.directory
  try {
    const desk = await startDesk()
    await report(desk.url).finally(desk.stop)
  } finally {
    await base.stop()
  }
}

async function report(origin: string): Promise<void> {
  const urls = ['/', '/queue', await pathOfPatch(origin)].map((path) => new URL(path, origin).href)
  // The first answer of a fresh server is slower than any later one.
  for (const url of urls) await fetch(url)
  console.log(`${categories.map((name) => name.padStart(15)).join('')}  page`)
  for (const { url, scores, shortfalls } of await auditPages({ urls })) {
    const figures = categories.map((name) => `${scores[name]}`.padStart(15)).join('')
    console.log(`${figures}  ${new URL(url).pathname.slice(0, 20)}`)
    for (const shortfall of shortfalls) console.log(`    ${shortfall}`)
    if (categories.some((name) => (scores[name] ?? 0) < least)) process.exitCode = 1
  }
}

async function pathOfPatch(origin: string): Promise<string> {
  const response = await fetch(new URL('/api/v1/queue', origin))
  const { protocols } = (await response.json()) as {
    protocols: { records: { key: string; stage: string }[] }[]
  }
  const records = protocols.flatMap((protocol) => protocol.records)
  const key = records.find(({ stage }) => stage === 'ready')?.key ?? records[0]?.key
  if (!key) throw new Error(`${origin} has no patch to look at.`)
  return `/patches/${key}`
}
