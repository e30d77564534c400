import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { freePort } from '@/demo/app/free-port'
import { chromiumArguments } from '@/e2e/harness/chromium-arguments'
import { ensureInstall } from '@/scripts/ensure-install.mjs'
import { findChromium } from '@/scripts/find-chromium.mjs'

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export type Category = (typeof categories)[number]

export type PageAudit = {
  url: string
  /** 0 to 100. */
  scores: Partial<Record<Category, number>>
  /** What kept a category from 100: the titles of the audits. */
  shortfalls: string[]
}

export type AuditPagesParameters = {
  urls: readonly string[]
  only?: readonly Category[] | undefined
}

/** Lighthouse with its default settings, a phone on a slow network, one page after the other in one browser. */
export async function auditPages({
  urls,
  only = categories,
}: AuditPagesParameters): Promise<PageAudit[]> {
  await ensureInstall({ root: folder })
  const port = await freePort()
  const executablePath = await findChromium()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...chromiumArguments, `--remote-debugging-port=${port}`],
  })
  try {
    const audits: PageAudit[] = []
    for (const url of urls) audits.push(await auditPage(url, { port, only }))
    return audits
  } finally {
    await browser.close()
  }
}

async function auditPage(
  url: string,
  { port, only }: { port: number; only: readonly Category[] },
): Promise<PageAudit> {
  const { categories: judged, audits, runtimeError } = await runLighthouse(url, { port, only })
  if (runtimeError) throw new Error(`Lighthouse failed at ${url}: ${runtimeError.message}`)
  const scores: PageAudit['scores'] = {}
  const shortfalls: string[] = []
  for (const category of only) {
    const found = judged[category]
    scores[category] = Math.round((found?.score ?? 0) * 100)
    for (const { id, weight } of found?.auditRefs ?? []) {
      const audit = audits[id]
      if (weight > 0 && audit && audit.score !== null && audit.score < 0.9) {
        shortfalls.push(`${category}: ${audit.title} ${audit.displayValue ?? ''}`.trim())
      }
    }
  }
  return { url, scores, shortfalls }
}

/** What we read of https://github.com/GoogleChrome/lighthouse/blob/main/types/lhr/lhr.d.ts. */
type LighthouseResult = {
  categories: Partial<
    Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  >
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>
  runtimeError?: { message: string }
}

/** A package of its own, so that its dependencies are not everybody's. */
const folder = fileURLToPath(new URL('package/', import.meta.url))

async function runLighthouse(
  url: string,
  { port, only }: { port: number; only: readonly Category[] },
): Promise<LighthouseResult> {
  const script = `${folder}node_modules/lighthouse/cli/index.js`
  const options = [`--port=${port}`, `--only-categories=${only.join()}`, '--output=json', '--quiet']
  const { stdout } = await promisify(execFile)(process.execPath, [script, url, ...options], {
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, CI: '1' },
  })
  return JSON.parse(stdout)
}
