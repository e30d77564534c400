import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { BlockedButton } from './button'
import { ErrorView } from './error-view'
import { Verdict } from './verdict'

describe('BlockedButton', () => {
  test('behavior: stays focusable and is described by its reasons', () => {
    const html = renderToStaticMarkup(
      <BlockedButton id="sign" reasons={['The hashes differ.']}>
        Sign patch
      </BlockedButton>,
    )
    expect(html).toContain('aria-disabled="true" aria-describedby="sign-reasons"')
    expect(html).toContain('id="sign-reasons"')
    expect(html).not.toMatch(/ disabled/)
  })
})

describe('Verdict', () => {
  test('behavior: unknown is dashed, everything known is not', () => {
    expect(renderToStaticMarkup(<Verdict verdict="unknown" boxed />)).toContain('border-dashed')
    expect(renderToStaticMarkup(<Verdict verdict="pass" boxed />)).not.toContain('border-dashed')
  })

  test('behavior: the verdict is said even where other words are shown', () => {
    const text = renderToStaticMarkup(<Verdict verdict="fail">differs</Verdict>).replace(
      /<[^>]+>/g,
      '',
    )
    expect(text).toBe('fail: differs')
  })
})

describe('ErrorView', () => {
  const error = {
    shortMessage: 'No answer.',
    facts: [['Node', '<img src=x onerror=alert(1)>']] as const,
    hint: 'Ask again.',
  }

  test('behavior: a retry is offered only where it can help', () => {
    const offered = (retry: boolean) =>
      renderToStaticMarkup(
        <ErrorView error={{ ...error, retry }} retryAction={<a href="/">Retry</a>} />,
      )
    expect(offered(true)).toContain('Retry')
    expect(offered(false)).not.toContain('Retry')
  })

  test('behavior: facts are text, whatever they hold', () => {
    expect(renderToStaticMarkup(<ErrorView error={error} />)).not.toContain('<img')
  })
})
