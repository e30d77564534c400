import { visibleText } from '@/lib/core/chain/visible-text'

/** One HTML file without a script, a font or an image from elsewhere. `body` is HTML already. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`
}

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:auto;padding:1rem}
dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.25rem 1rem}dd{margin:0}
code,pre{font-size:.875rem;overflow-wrap:anywhere;white-space:pre-wrap}
section{border:1px solid;border-radius:6px;padding:0 1rem;margin:1rem 0}
table{border-collapse:collapse;font-size:.875rem}
th,td{border:1px solid;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
section.warn{border-style:dashed}h3{margin:.75rem 0 0}`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text of others as text. */
export function escapeHtml(text: string): string {
  return visibleText(text, { maxLength: 2_000 }).replace(/[&<>"']/g, (one) => entities[one] ?? one)
}
