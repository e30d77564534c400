import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { acknowledge, ada, integrity, judgement } from '@/lib/core/signing/__fixtures__/acknowledge'
import { AcknowledgeForm, type AcknowledgeFormProps } from './acknowledge-form'
import { AcknowledgementList } from './acknowledgement-list'
import { ReviewCallout } from './review-callout'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('AcknowledgementList', () => {
  test('default: who, when, why, and that it counts', async () => {
    const acknowledgement = await acknowledge(judgement)
    const html = renderToStaticMarkup(
      <AcknowledgementList
        finding={judgement}
        acknowledgements={[acknowledgement]}
        judged={[{ acknowledgement, standing: 'counts' }]}
        by="browser"
      />,
    )
    const text = textOf(html)
    expect(text.replaceAll(' ', '')).toContain(ada.address)
    expect(text).toContain('The fee was voted on, and the call sets it.')
    expect(text).toContain('verified: an owner of the Safe now')
    expect(html).toContain('dateTime="2026-11-20T14:22:47Z"')
  })

  test('behavior: what counts for nothing says so, and what nobody verified is unknown', async () => {
    const acknowledgement = await acknowledge(judgement)
    const shown = (standing: 'forged' | 'not-an-owner' | undefined, finding = judgement) =>
      textOf(
        renderToStaticMarkup(
          <AcknowledgementList
            finding={finding}
            acknowledgements={[acknowledgement]}
            judged={standing && [{ acknowledgement, standing }]}
            by="server"
          />,
        ),
      )
    expect(shown('forged')).toContain('not signed by this account; counts for nothing')
    expect(shown('not-an-owner')).toContain('not an owner now; counts for nothing')
    expect(shown(undefined)).toContain('unknown: not verified yet')
    expect(shown('forged', { ...judgement, detail: 'Something else.' })).toContain(
      'about what this check found before',
    )
    expect(shown('forged', { ...judgement, subject: 'Other vault' })).toBe('')
  })

  test('behavior: a hostile reason is text', async () => {
    const acknowledgement = await acknowledge(judgement, { reason: '<img src=x> \u202eno reason' })
    const html = renderToStaticMarkup(
      <AcknowledgementList
        finding={judgement}
        acknowledgements={[acknowledgement]}
        judged={undefined}
        by="server"
      />,
    )
    expect(html).toContain('&lt;img src=x&gt;')
    expect(html).not.toContain('\u202e')
  })
})

describe('AcknowledgeForm', () => {
  const props: AcknowledgeFormProps = {
    id: 'reason-1',
    reason: '',
    onReason: () => {},
    problem: 'Say why, in at least 10 letters.',
    obstacles: [],
    isRunning: false,
    onSubmit: () => {},
  }
  const render = (changes: Partial<AcknowledgeFormProps>) =>
    renderToStaticMarkup(<AcknowledgeForm {...props} {...changes} />)

  test('default: greets without a complaint, and blocks with its reason', () => {
    const html = render({})
    expect(html).not.toContain('aria-invalid')
    expect(html).toMatch(/aria-disabled="true" aria-describedby="reason-1-submit-reasons"/)
  })

  test('behavior: a poor reason is marked, a good one can be signed', () => {
    expect(render({ reason: 'ok' })).toContain('aria-invalid="true"')
    const good = render({ reason: 'The fee was voted on.', problem: undefined })
    expect(good).toContain('type="submit"')
    expect(good).not.toContain('aria-disabled')
  })

  test('behavior: while the wallet is asked the reason stays, and cannot be changed', () => {
    const html = render({ reason: 'The fee was voted on.', isRunning: true, problem: undefined })
    expect(html).toContain('readOnly=""')
    expect(html).toContain('Waiting for the wallet…')
    expect(html).toContain('The fee was voted on.')
  })
})

describe('ReviewCallout', () => {
  const recordKey = `0x${'ab'.repeat(32)}` as const
  const render = (findings: readonly (typeof judgement)[] | undefined, isRunning = false) =>
    textOf(
      renderToStaticMarkup(
        <ReviewCallout
          recordKey={recordKey}
          findings={findings}
          isRunning={isRunning}
          answerTo={({ check }) => `answer to ${check}`}
        />,
      ),
    )

  test('default', () => {
    expect(render([judgement])).toContain('answer to TX-03')
    expect(render([])).toBe('')
    expect(render(undefined)).toContain('Not reviewed yet')
    expect(render(undefined, true)).toContain('A review is under way')
  })

  test('behavior: an integrity check says that nobody can answer it, failed or unknown', () => {
    expect(render([integrity])).toContain('Nobody can answer an integrity check.')
    const text = render([{ ...integrity, verdict: 'unknown' }])
    expect(text).toContain('What has to be equal could not be compared')
    expect(text).toContain('Nobody can answer an integrity check:')
  })
})
