import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import type { AuthorityAccount, PowerRow, Standing } from '@/lib/core/authority/authority'
import { AccountChanges } from './account-changes'
import { AuthorityView } from './authority-view'

const [safe, timelock, key] = ['1', '2', '3'].map((one) => `0x${one.repeat(40)}`) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
]
const nobody = { open: false, holders: [] }
const waits = (delay: bigint): Standing => ({
  kind: 'timelock',
  delay,
  roles: {
    proposer: { open: false, holders: [safe] },
    executor: nobody,
    canceller: nobody,
    admin: nobody,
  },
})
const council: Standing = { kind: 'safe', threshold: 2, owners: [safe, timelock, key], modules: [] }
const accounts: AuthorityAccount[] = [
  { address: safe, name: 'the Safe', before: council, after: council },
  { address: timelock, name: 'the timelock', before: waits(172_800n), after: waits(60n) },
  { address: key, before: { kind: 'key' }, after: { kind: 'key' } },
]
const by = (address: `0x${string}`) => ({
  guards: ['owner == msg.sender'],
  passers: [{ kind: 'account', address } as const],
})
const open = { guards: [], passers: [{ kind: 'anyone' } as const] }
const upgrade = (change: PowerRow['change'], after: PowerRow['after']): PowerRow => ({
  power: 'upgrade',
  signature: 'upgradeTo(address)',
  selector: '0x3659cfe6',
  change,
  before: by(timelock),
  after,
})

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const draw = (rows: PowerRow[], unread: string[] = []) =>
  textOf(renderToStaticMarkup(<AuthorityView authority={{ rows, unread }} accounts={accounts} />))

test('default', () => {
  const text = draw([upgrade('changed', by(key))])
  expect(text).toContain('1 not the same')
  expect(text).toMatch(/Before .*the Safe .*2 of 3.*through .*the timelock .*2 days.* after 2 days/)
  expect(text).toMatch(/After .*single key.* at once/)
})

describe('behavior', () => {
  test('what anyone may call comes first', () => {
    const text = draw([upgrade('opened', open)])
    expect(text.indexOf('Anyone may call what only some could')).toBe(1)
    expect(text).toContain('anyone')
    expect(draw([upgrade('changed', by(key))])).not.toContain('Anyone may call')
  })

  test('the same on both sides is drawn once', () => {
    const text = draw([upgrade('same', by(key))])
    expect(text).toContain('nothing changed')
    expect(text).toContain('Before and after')
  })

  test('nothing privileged and unknown are two things', () => {
    expect(draw([])).toContain('Nothing is kept for some')
    const unknown = draw([], ['the new code: nobody has given the sources'])
    expect(unknown).toContain('nobody has given the sources')
    expect(unknown).not.toContain('Nothing is kept for some')
    expect(unknown).not.toContain('nothing changed')
  })

  test('accounts that the patch changes', () => {
    const html = (list: AuthorityAccount[]) =>
      renderToStaticMarkup(<AccountChanges accounts={list} />)
    expect(textOf(html(accounts))).toContain('delay: 2 days becomes 1 minute')
    expect(html(accounts.slice(0, 1))).toBe('')
  })

  test('names are text, whatever they hold', () => {
    const evil = '<b>x</b>\u202E'
    const row = { ...upgrade('same', by(safe)), signature: evil }
    const named = [{ ...accounts[0]!, name: evil }]
    const html = renderToStaticMarkup(
      <AuthorityView authority={{ rows: [row], unread: [evil] }} accounts={named} />,
    )
    expect(html).not.toContain('<b>x')
    expect(html).not.toContain('\u202E')
  })
})
