import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import {
  addressOf,
  chainId,
  completeDraft,
  factsOf,
  known,
  owner,
  protocol,
} from '@/lib/core/patch/__fixtures__/draft'
import { isBlocking } from '@/lib/core/patch/draft-note'
import { addUpgrade } from '@/lib/core/patch/edit-draft'
import { emptyDraft, type PatchDraft } from '@/lib/core/patch/patch-draft'
import { planProposal } from '@/lib/core/patch/plan-proposal'
import type { DraftForm } from './draft-form'
import { PatchForm } from './patch-form'
import type { ProposeBoxProps } from './propose-box'

const harbor = {
  ...protocol,
  name: 'Harbor',
  guardian: undefined,
  deploymentBlock: 0,
  proxies: [{ name: 'Dollar vault', address: addressOf('vault') }],
}

function render(draft: PatchDraft, proposing: Partial<ProposeBoxProps> = {}): string {
  const facts = factsOf()
  const proposer = { account: owner, chainId }
  const plan = planProposal({ draft, protocol, facts, pending: known([]), proposer })
  const { notes } = plan
  const form: DraftForm = {
    draft,
    update: () => {},
    protocol: harbor,
    facts,
    plan,
    notes,
    labels: { [addressOf('vault').toLowerCase()]: 'Dollar vault' },
  }
  return renderToStaticMarkup(
    <PatchForm
      form={form}
      protocols={['Harbor', 'Other']}
      chainName="Anvil"
      error={undefined}
      onRetry={() => {}}
      onClear={() => {}}
      batch={{
        read: () => {
          throw new Error('No file is read here.')
        },
        onUndo: () => {},
        isSame: undefined,
      }}
      proposing={{
        account: owner,
        blocking: notes.filter(isBlocking),
        step: undefined,
        error: undefined,
        onPropose: () => {},
        onConnect: () => {},
        ...proposing,
      }}
    />,
  )
}

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('default: everything is there, and the button is one', () => {
  const html = render(completeDraft())
  for (const step of [1, 2, 3, 4, 5, 6, 7]) expect(text(html)).toContain(` ${step}. `)
  expect(html).toMatch(/<button type="button" class="[^"]*">Propose patch<\/button>/)
})

test('behavior: an empty form is not covered in red, and the button says what is missing', () => {
  const html = render(emptyDraft({ protocol: 'Harbor', createdAt: 1n }))
  expect(html).not.toContain('aria-invalid="true"')
  expect(text(html)).toContain('Choose at least one proxy.')
  expect(html).toContain('aria-disabled="true" aria-describedby="propose-patch-reasons"')
})

test('behavior: what is wrong stands at its control and at the button, as a link to it', () => {
  const html = render(completeDraft({ delay: '1' }))
  expect(html).toMatch(/<input[^>]*id="delay"[^>]*aria-invalid="true"/)
  expect(html).toContain('href="#delay"')
})

test('behavior: while it runs there is no second button to press', () => {
  const html = render(completeDraft(), { step: 'signing' })
  expect(html).not.toMatch(/>Propose patch<\/button>/)
  expect(text(html)).toContain('Waiting for your signature in the wallet…')
})

describe('behavior: what was typed is shown as text', () => {
  test.each(['<img src=x onerror=alert(1)>', '"><script>'])('%s', (typed) => {
    const draft = addUpgrade(completeDraft({ title: typed, predecessor: typed }), '')
    const html = render({
      ...draft,
      upgrades: draft.upgrades.map((row) => ({ ...row, address: typed, to: typed })),
    })
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<script')
  })
})
