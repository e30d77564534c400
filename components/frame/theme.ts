export const themes = ['system', 'light', 'dark'] as const

/** How the page is lit. `system` follows the reader's device. */
export type Theme = (typeof themes)[number]

/** The cookie in which the choice is kept, so that the server renders the right one and nothing flashes. */
export const themeCookie = 'suture-theme'

/** Reads a theme from a cookie or a form; anything else is the system's. */
export function parseTheme(value: unknown): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
