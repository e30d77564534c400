import { expect } from '@playwright/test'
import { worldPatch } from '@/e2e/harness/governance'
import { test } from '@/e2e/harness/test'
import { auditPages } from '@/e2e/lighthouse/audit-pages'

// Performance depends on what else the machine does; e2e/lighthouse/main.ts measures it.
const categories = ['accessibility', 'best-practices', 'seo'] as const

test('Lighthouse gives overview, queue and a patch page at least 95 in all that does not depend on time', async ({
  desk,
}) => {
  const { patch } = worldPatch(desk, 'Rate adapter 2.0.0')
  const urls = ['/', '/queue', `/patches/${patch.digest}`].map((path) => `${desk.url}${path}`)
  for (const { url, scores, shortfalls } of await auditPages({ urls, only: categories })) {
    for (const category of categories) {
      expect(
        scores[category],
        `${category} of ${url}\n${shortfalls.join('\n')}`,
      ).toBeGreaterThanOrEqual(95)
    }
  }
})
