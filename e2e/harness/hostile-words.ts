import { expect, type Page } from '@playwright/test'

/** Leaves a mark on the page where any of it becomes more than text. */
export const markup =
  '<img src=x onerror="window.isHacked=true"><script>window.isHacked=true</script>'

/** No script of a stranger ran, no element or address of theirs is there, and no character turns the text around. */
export async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    isHacked: 'isHacked' in window,
    images: document.querySelectorAll('img[src="x"], [onerror]').length,
    addresses: [...document.querySelectorAll('[href], [src], [action], [formaction]')]
      .flatMap((element) => [...element.attributes])
      .filter(({ value }) => /^\s*(javascript|vbscript|data:text)/i.test(value)).length,
    controls: /[\u202a-\u202e\u2066-\u2069]/.test(
      `${document.querySelector('main')?.textContent}${document.title}`,
    ),
  }))
  expect(found).toEqual({ isHacked: false, images: 0, addresses: 0, controls: false })
}
