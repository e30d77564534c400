import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  type Address,
  getAddress,
  type Hash,
  type Hex,
  numberToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { OperationList } from '@/components/operation-list/operation-list'
import type { PastUpgrade } from '@/lib/core/proxy/past-upgrade'
import type { Proxy } from '@/lib/core/proxy/proxy'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { AskedClaim } from '@/lib/core/timelock/kind/role-claim'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { ByHand } from './by-hand'
import { CoverageView, type CoverageViewProps } from './coverage-view'
import { EventRoles } from './event-roles'
import { InstanceHistory } from './instance-history'
import { OrderPicture } from './order-picture'
import { QueuedCalls, type QueuedCallsProps } from './queued-calls'
import { QueuedUpgradesView } from './queued-upgrades-view'
import { SettingHistory } from './setting-history'
import { StandingTable } from './standing-table'
import { UpgradeHistoryView } from './upgrade-history-view'

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const draw = (view: ReactElement) => textOf(renderToStaticMarkup(view))
const id = (n: number): Hash => numberToHex(n, { size: 32 })
const timelock = { chainId: 1, address: '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5' } as const
const other = '0xAe03Bc7f5416dab7B131ef89f245E588B4a08Ba0'
const at = (blockNumber: bigint, logIndex = 0) => ({
  blockNumber,
  blockHash: zeroHash,
  blockTimestamp: blockNumber * 100n,
  transactionHash: zeroHash,
  logIndex,
})
const operation: QueuedOperation = {
  timelock,
  kind: 'openzeppelin',
  id: id(1),
  calls: [{ target: other, value: 0n, data: '0x3659cfe6' }],
  instances: [{ scheduled: at(10n), eta: 2_000n }],
}
const listed = (standing: OperationStanding): Omit<ListedOperation, 'operation'> => ({
  timelock,
  kind: 'openzeppelin',
  id: id(1),
  standing,
  due: 2_000n,
  expires: undefined,
  scheduled: { blockNumber: 10n, timestamp: 1_000n, transactionHash: zeroHash },
  cancelled: undefined,
  executed: undefined,
  isFinal: true,
  predecessor: undefined,
  predecessorDone: undefined,
  waitsFor: undefined,
  calls: 1,
  targets: [other],
  selectors: ['0x3659cfe6'],
  proposer: undefined,
  instances: 1,
  risks: ['upgrade'],
  told: { known: true, value: { standing, blockNumber: 12n } },
  mismatch: undefined,
})
const clock = { block: { number: 12n, hash: zeroHash, timestamp: 1_200n }, readAt: 1_200_000 }

describe('StandingTable', () => {
  test('default', () => {
    const text = draw(<StandingTable page={{ ...listed('waiting'), operation }} clock={clock} />)
    expect(text).toContain('Its events waiting')
    expect(text).toContain('The contract waiting pass: does not contradict its events block 12')
  })

  test('behavior: an answer that is older than the page says by how much, and what it said then', () => {
    const page = { ...listed('waiting'), operation }
    const later = { ...clock, block: { ...clock.block, number: 1_037n } }
    const text = draw(<StandingTable page={page} clock={later} />)
    expect(text).toContain('pass: did not contradict its events then')
    expect(text).toContain('block 12 1,025 blocks before the rest of this page')
    expect(text).not.toContain('does not contradict')
    expect(draw(<StandingTable page={page} clock={clock} />)).not.toContain('blocks before')
  })

  test('behavior: where both disagree, the contract is shown as what is wrong, and it counts', () => {
    const page = { ...listed('executed'), operation, mismatch: 'They disagree.' }
    const text = draw(<StandingTable page={page} clock={clock} />)
    expect(text).toContain('Its events waiting')
    expect(text).toContain('The contract executed fail: contradicts its events')
    expect(text).toContain('What counts executed')
  })

  test('behavior: a contract that was not asked is unknown, never a pass', () => {
    const page = {
      ...listed('waiting'),
      operation,
      told: { known: false, reason: 'silent' } as const,
    }
    const text = draw(<StandingTable page={page} clock={clock} />)
    expect(text).toContain('unknown: silent')
    expect(text).not.toContain('pass:')
  })
})

describe('InstanceHistory', () => {
  test('default', () => {
    const text = draw(
      <InstanceHistory
        instances={[
          { scheduled: at(1n), eta: 700n, cancelled: at(2n) },
          { scheduled: at(3n), eta: 900n, executed: at(9n) },
        ]}
        now={1_000n}
        finalizedBlock={9n}
      />,
    )
    expect(
      [...text.matchAll(/Executed|Cancelled|Scheduled, \w+ time/g)].map(([word]) => word),
    ).toEqual(['Executed', 'Scheduled, 2nd time', 'Cancelled', 'Scheduled, 1st time'])
    expect(text).not.toContain('not finalized')
  })

  test('behavior: what a reorganisation may undo says so', () => {
    const history = { instances: operation.instances, now: 1_000n }
    expect(draw(<InstanceHistory {...history} finalizedBlock={9n} />)).toContain('not finalized')
    expect(draw(<InstanceHistory {...history} finalizedBlock={undefined} />)).toContain(
      'not finalized',
    )
  })
})

describe('QueuedCalls', () => {
  const known = <T,>(value: T) => ({ known: true, value }) as const
  const props: QueuedCallsProps = {
    operation,
    standing: 'waiting',
    targets: [{ address: other, scheduled: known(true), now: known(true) }],
    balance: known(5n),
  }

  test('default', () => {
    expect(draw(<QueuedCalls {...props} />)).not.toMatch(/fail:|warn:|self-administration/)
  })

  test('behavior: a megabyte of calldata is no megabyte of page', () => {
    const data: Hex = `0x3659cfe6${'ab'.repeat(1_000_000)}`
    const calls = [{ target: other, value: 0n, data }] as const
    const html = renderToStaticMarkup(
      <QueuedCalls {...props} operation={{ ...operation, calls }} />,
    )
    expect(html.length).toBeLessThan(100_000)
    expect(textOf(html)).toContain('1,000,004 bytes')
    const whole = { target: timelock.address, value: 0n, data }
    const byHand = { operation, standing: 'ready', settings: [], cancel: undefined } as const
    const drawn = renderToStaticMarkup(<ByHand {...byHand} execute={whole} />)
    expect(drawn.length).toBeLessThan(100_000)
    expect(textOf(drawn)).toContain('1,000,004 bytes')
  })

  test('behavior: names that somebody made up stay text, whatever they hold', () => {
    const name = `<b>USDC</b>${String.fromCodePoint(0x202e, 0)}${'x'.repeat(10_000)}`
    const isHidden = (html: string) =>
      [0x202e, 0].every((c) => !html.includes(String.fromCodePoint(c)))
    // A signature that is none names no function.
    const signature = 'transfer(address,uint256)"><script>alert(1)</script>'
    const calls = [{ target: other, value: 0n, data: '0x3659cfe6', signature }] as const
    const html = renderToStaticMarkup(
      <QueuedCalls {...props} operation={{ ...operation, calls }} labels={{ [other]: name }} />,
    )
    const row = { ...listed('waiting'), operation: { ...operation, calls } }
    const list = renderToStaticMarkup(
      <OperationList
        groups={[{ name: 'waiting', count: 1, operations: [row], next: undefined }]}
        clockOf={() => clock}
        groupHref={(group) => `?state=${group}`}
        timelockLabel={() => name}
        labels={{ [other]: name }}
      />,
    )
    expect(list).toContain('&lt;b&gt;USDC&lt;/b&gt;')
    for (const drawn of [html, list]) {
      expect(drawn).not.toMatch(/<b>USDC|<script|alert/)
      expect(isHidden(drawn)).toBe(true)
      expect(drawn.length).toBeLessThan(20_000)
    }
  })

  test('behavior: a target without code, at the schedule or now', () => {
    const code = (scheduled: boolean, now: boolean) =>
      draw(
        <QueuedCalls
          {...props}
          targets={[{ address: other, scheduled: known(scheduled), now: known(now) }]}
        />,
      )
    expect(code(true, false)).toContain('has no code now; it had code when this was scheduled')
    expect(code(false, false)).toContain('and had none when this was scheduled')
    expect(code(false, true)).toContain('had no code when this was scheduled; it has now')
  })

  test('behavior: whether a target has code may be unknown', () => {
    const targets = [
      { address: other, scheduled: known(true), now: { known: false, reason: 'late' } },
    ] as const
    expect(draw(<QueuedCalls {...props} targets={targets} />)).toContain('unknown: whether')
  })

  test('behavior: a call to the timelock itself, and one that runs foreign code', () => {
    const calls = [
      { target: timelock.address, value: 0n, data: '0x64d62353' },
      { target: other, value: 0n, data: '0x01020304', delegatecall: true },
    ] as const
    const text = draw(<QueuedCalls {...props} operation={{ ...operation, calls }} />)
    expect(text).toContain('self-administration')
    expect(text).toContain('runs foreign code')
  })

  test('behavior: value is held against what the timelock holds, while that matters', () => {
    const calls = [{ target: other, value: 6n, data: '0x' }] as const
    const sending = { ...props, operation: { ...operation, calls } }
    expect(draw(<QueuedCalls {...sending} />)).toContain('warn: the timelock holds')
    expect(draw(<QueuedCalls {...sending} balance={known(6n)} />)).toContain('pass: the timelock')
    expect(draw(<QueuedCalls {...sending} standing="executed" />)).not.toContain('timelock holds')
  })

  test('behavior: both amounts are told alike, as people read them', () => {
    const value = 1_250_000n * 10n ** 18n
    const calls = [{ target: other, value, data: '0x' }] as const
    const sending = { ...props, operation: { ...operation, calls } }
    const text = draw(<QueuedCalls {...sending} balance={known(value + 5n * 10n ** 17n)} />)
    expect(text).toContain('It sends 1,250,000 ETH.')
    expect(text).toContain('the timelock holds 1,250,000.5 ETH now')
    expect(draw(<QueuedCalls {...sending} balance={known(0n)} />)).toContain('holds 0 ETH now')
  })
})

describe('EventRoles', () => {
  const asked = (claim: AskedClaim) => ({
    blockNumber: 12n,
    blockHash: zeroHash,
    claims: [claim],
    others: 0,
  })
  const props = { timelock: timelock.address, settings: [], isComplete: true }

  test('behavior: an office of which only the contract tells', () => {
    const claim = { role: 'admin', account: other, holds: null, contract: true } as const
    const text = draw(<EventRoles {...props} kind="compound" asked={asked(claim)} />)
    expect(text).toMatch(/Admin 0xAe03.*by the contract; no event tells/)
    // It has one admin, and names it.
    expect(text).toContain('The contract itself was asked.')
    expect(text).not.toContain('does not list')
    // Compound's admin changes nothing past the delay.
    expect(text).not.toContain('without any delay')
  })

  test('behavior: a role of an AccessManager stands with the last words of its label', () => {
    const rule = { what: 'rule', subject: 'label of role 7' } as const
    const settings = [
      { position: at(9n), ...rule, after: 'Keepers <b>' },
      { position: at(5n), ...rule, after: 'Old' },
      { position: at(4n), what: 'role', role: 'role 7', account: other, granted: true },
      { position: at(3n), what: 'role', role: 'role 8', account: other, granted: true },
    ] as const
    const one = { ...props, settings, asked: undefined }
    const text = draw(<EventRoles {...one} kind="access-manager" />)
    expect(text).toMatch(/Role 7\s*, labelled “\s*Keepers &lt;b&gt;\s*”/)
    expect(text).toMatch(/Role 8\s+0x/)
  })

  test('behavior: who changes roles past the delay is marked', () => {
    const claim = { role: 'admin', account: other, holds: true, contract: true } as const
    expect(draw(<EventRoles {...props} kind="openzeppelin" asked={asked(claim)} />)).toContain(
      'fail: changes the roles without any delay',
    )
    const own = { ...claim, account: timelock.address }
    expect(draw(<EventRoles {...props} kind="openzeppelin" asked={asked(own)} />)).not.toContain(
      'without any delay',
    )
  })

  test('behavior: beside each member of an AccessManager stands how long it waits', () => {
    const granted = (account: Address, after: bigint, n: bigint): TimelockSetting[] => [
      { position: at(n), what: 'role', role: 'role 7', account, granted: true },
      { position: at(n, 1), what: 'delay', name: `execution delay of ${account} as role 7`, after },
    ]
    const slow = getAddress(numberToHex(5, { size: 20 }))
    const settings = [...granted(other, 7_200n, 1n), ...granted(slow, 604_799n, 2n)]
    const kind = 'access-manager' as const
    const before = draw(<EventRoles {...props} kind={kind} settings={settings} asked={undefined} />)
    expect(before).toMatch(/0xAe03[^ ]* .*acts after 2 h.*acts after 6 d 23 h 59 min 59 s/)
    expect(before).not.toContain('without any delay')
    // The newest word counts.
    const all = [...settings, ...granted(other, 0n, 3n)]
    // As the page has them: newest first.
    expect(
      draw(<EventRoles {...props} kind={kind} settings={all.toReversed()} asked={undefined} />),
    ).not.toContain('acts after 2 h')
    const now = draw(<EventRoles {...props} kind={kind} settings={all} asked={undefined} />)
    expect(now).toContain('acts without any delay')
    expect(now).not.toContain('acts after 2 h')
  })
})

describe('CoverageView', () => {
  const props: CoverageViewProps = {
    firstBlock: { known: true, value: 5n },
    scanFrom: 5n,
    indexed: 20n,
    finalized: 16n,
    head: 20n,
    scanned: [{ fromBlock: 5n, toBlock: 20n, nodes: ['node.example'] }],
    unscanned: [],
    problem: undefined,
    calls: undefined,
  }

  test('default', () => {
    expect(draw(<CoverageView {...props} />)).toContain('every block in between was read')
  })

  test('behavior: of blocks that were not read nothing is said', () => {
    const unscanned = [{ fromBlock: 8n, toBlock: 9n }]
    const text = draw(<CoverageView {...props} unscanned={unscanned} />)
    expect(text).toContain('unknown: 2 blocks were not read: nothing is said of them')
    expect(text).not.toContain('pass:')
  })

  test('behavior: what leaves no event is looked for apart', () => {
    const range = { fromBlock: 5n, toBlock: 9n }
    const drawn = (byInputs: readonly (typeof range)[], unsearched: readonly (typeof range)[]) =>
      draw(<CoverageView {...props} calls={{ byInputs, unsearched }} />)
    const all = 'leave no event: looked for up to block 16, the last final one'
    expect(drawn([], [])).toContain(all)
    expect(drawn([], [range])).toContain('some may be missing')
    expect(drawn([], [range])).toContain('5 blocks were not searched for them yet')
    const gap = { fromBlock: 8n, toBlock: 9n }
    expect(drawn([], [gap])).toContain('2 blocks were not searched for them yet: all up to 7 were')
    expect(drawn([range], [])).toContain('5 blocks were searched without traces')
    expect(drawn([range], [])).toContain('some may be missing')
    expect(draw(<CoverageView {...props} />)).not.toContain('leave no event')
  })

  test('behavior: new blocks that wait for the next turn are told, and nothing is said of them', () => {
    const drawn = (fromBlock: bigint) =>
      draw(
        <CoverageView
          {...props}
          calls={{ byInputs: [], unsearched: [{ fromBlock, toBlock: 16n }] }}
        />,
      )
    const text = drawn(15n)
    expect(text).toContain('looked for up to block 14')
    expect(text).not.toContain('the last final one')
    expect(text).toContain('The 2 final blocks since then are next.')
    expect(text).not.toContain('missing')
    expect(drawn(16n)).toContain('The final block since then is next.')
  })

  test('behavior: before anything is final nothing was looked for', () => {
    const calls = { byInputs: [], unsearched: [] }
    const text = draw(<CoverageView {...props} finalized={undefined} calls={calls} />)
    expect(text).not.toContain('looked for up to')
  })

  test('behavior: before the first scan nothing passes', () => {
    const text = draw(<CoverageView {...props} indexed={undefined} head={undefined} scanned={[]} />)
    expect(text).toContain('nothing yet')
    expect(text).not.toContain('pass:')
  })
})

describe('OrderPicture', () => {
  const step = (n: number, after: number | undefined, standing: OperationStanding) => ({
    id: id(n),
    standing,
    due: 0n,
    predecessor: after === undefined ? undefined : id(after),
    targets: [other] as const,
    selectors: ['0x3659cfe6'] as const,
  })

  test('default', () => {
    const operations = [step(1, undefined, 'executed'), step(2, 1, 'waiting')]
    const text = draw(<OrderPicture timelock={timelock} operations={operations} current={id(2)} />)
    expect(text).toContain('waiting, after upgradeTo')
    expect(text).not.toContain('dead end')
  })

  test('behavior: the picture grows with the letters of the page', () => {
    const operations = [step(1, undefined, 'waiting')]
    const html = renderToStaticMarkup(<OrderPicture timelock={timelock} operations={operations} />)
    expect(html).toContain('width="15rem" height="3.625rem" viewBox="0 0 240 58"')
    expect(html).not.toMatch(/<text[^>]*text-xs/)
  })

  test('behavior: dead ends are named with what makes them one', () => {
    const operations = [
      step(1, undefined, 'cancelled'),
      step(2, 1, 'blocked'),
      step(3, 9, 'blocked'),
    ]
    const text = draw(<OrderPicture timelock={timelock} operations={operations} />)
    expect(text).toContain('was cancelled: it would have to be scheduled again and executed')
    expect(text).toContain('is not known to this timelock')
  })
})

describe('OperationList', () => {
  const call = {
    target: timelock.address,
    value: 0n,
    data: `0x64d62353${numberToHex(3_600, { size: 32 }).slice(2)}`,
  } as const
  const drawn = (own: QueuedOperation | undefined, standing: OperationStanding = 'waiting') =>
    draw(
      <OperationList
        groups={[
          {
            name: 'waiting',
            count: 1,
            operations: [{ ...listed(standing), operation: own }],
            next: undefined,
          },
        ]}
        clockOf={() => clock}
        groupHref={() => '/queue'}
        delayOf={() => 172_800n}
      />,
    )

  test('behavior: what the calls are given stands below the name', () => {
    expect(drawn({ ...operation, calls: [call] })).toContain('newDelay 1 h, from 2 days')
    const sent = { target: other, value: 10n ** 18n, data: '0x' } as const
    expect(drawn({ ...operation, calls: [call, sent] })).toMatch(
      /newDelay 1 h, from 2 days then transfer to 0xAe03…8Ba0 : sends 1 ETH/,
    )
  })

  test('behavior: an operation that is over took the place of no delay of now', () => {
    const instances = [{ scheduled: at(10n), eta: 2_000n, executed: at(30n) }]
    const text = drawn({ ...operation, calls: [call], instances }, 'executed')
    expect(text).toContain('newDelay 1 h')
    expect(text).not.toContain('from 2 days')
  })

  test('behavior: of calls that are not at hand, or not all, nothing is said', () => {
    expect(drawn(undefined)).not.toContain('newDelay')
    expect(drawn({ ...operation, calls: [call], missingCalls: 1 })).not.toContain('newDelay')
  })
})

describe('QueuedUpgradesView', () => {
  const upgrade = { timelock, id: id(1), standing: 'waiting', due: 2_000n } as const
  const props = {
    proxy: { chainId: 1, address: other },
    upgrades: [{ ...upgrade, implementation: other }],
    now: 1_000n,
  } as const

  const proxyOf = (kind: Proxy['kind'], authority: Address | undefined): Proxy => ({
    ...props.proxy,
    kind,
    implementation: { address: other, codeHash: zeroHash },
    upgradeTarget: other,
    authority,
  })
  const runs = zeroAddress

  test('default: what waits, and what it would change', () => {
    const read = proxyOf('transparent', timelock.address)
    const text = draw(<QueuedUpgradesView {...{ ...props, read, runs }} />)
    expect(text).toContain('pass: its owner is this timelock')
    expect(text).toContain('From what runs now')
  })

  test('behavior: anyone can queue an upgrade of what does not obey them', () => {
    const read = proxyOf('transparent', other)
    const text = draw(<QueuedUpgradesView {...{ ...props, read, runs }} />)
    expect(text).toContain('warn: its owner is another account')
  })

  test('behavior: what cannot be told is unknown, as who may upgrade what decides itself', () => {
    const [uups, nobody] = [proxyOf('uups', timelock.address), proxyOf('beacon', undefined)]
    expect(draw(<QueuedUpgradesView {...{ ...props, read: uups, runs }} />)).toContain(
      'unknown: its owner is this timelock; its code decides',
    )
    const unknown = draw(<QueuedUpgradesView {...props} read={nobody} runs={undefined} />)
    expect(unknown).toContain('unknown: who may upgrade it is not known')
    expect(unknown).toContain('what it runs now is not known')
  })

  test('behavior: what was read before a chain fell silent proves nothing of now', () => {
    const read = proxyOf('transparent', timelock.address)
    const stale = { ...props, runs, isStale: true } as const
    const text = draw(<QueuedUpgradesView {...stale} read={read} />)
    expect(text).toContain('unknown: its owner was this timelock when it was read last')
    expect(text).toContain('From the last that is known')
    const others = draw(
      <QueuedUpgradesView {...stale} read={proxyOf('uups', other)} runs={other} />,
    )
    expect(others).toContain('warn: its owner was another account when it was read last')
    expect(others).toContain('none: it ran this when it was read last')
    const unread = draw(<QueuedUpgradesView {...props} read={undefined} runs={undefined} />)
    expect(unread).toContain('unknown: who may upgrade it is not known')
    for (const each of [text, others, unread]) expect(each).not.toContain('pass:')
  })

  test('behavior: nothing of what it runs already, and nothing where nothing waits', () => {
    const same = { ...props, read: proxyOf('beacon', timelock.address), runs: other } as const
    expect(draw(<QueuedUpgradesView {...same} />)).toContain('none: it runs this now')
    expect(draw(<QueuedUpgradesView {...same} upgrades={[]} />)).toBe('')
  })
})

describe('UpgradeHistoryView', () => {
  const upgrades: PastUpgrade[] = [{ implementation: other, at: at(3n), transaction: zeroHash }]
  const props = {
    proxy: { chainId: 1, address: other },
    history: { known: true, value: { of: other, fromBlock: 1n, toBlock: 9n, upgrades } },
    now: 1_000n,
  } as const

  test('default', () => {
    expect(draw(<UpgradeHistoryView {...props} />)).toContain('runs now')
  })

  test('behavior: of what was read before a chain fell silent nobody says that it runs now', () => {
    const text = draw(<UpgradeHistoryView {...props} isStale />)
    expect(text).toContain('the last that is known')
    expect(text).not.toContain('runs now')
  })
})

describe('SettingHistory', () => {
  test('behavior: whoever holds or held a role is shown whole, to be copied', () => {
    const html = renderToStaticMarkup(
      <SettingHistory
        settings={[
          {
            position: at(3n),
            what: 'role',
            role: 'proposer',
            account: other,
            granted: true,
            by: timelock.address,
          },
          { position: at(2n), what: 'admin', name: 'admin', after: zeroAddress },
        ]}
        now={1_000n}
        finalizedBlock={8n}
      />,
    )
    for (const address of [other, timelock.address, zeroAddress]) {
      expect(html).toContain(`${address.slice(0, 22)}<wbr/>${address.slice(22)}`)
    }
    expect(html.match(/aria-label="Copy address"/g)).toHaveLength(3)
  })

  test('default', () => {
    const text = draw(
      <SettingHistory
        settings={[
          { position: at(9n), what: 'delay', name: 'minDelay', before: 60n, after: 172_800n },
          {
            position: at(3n),
            what: 'role',
            role: 'proposer',
            account: zeroAddress,
            granted: false,
          },
          {
            position: at(2n),
            what: 'bypass',
            call: { target: other, value: 0n, data: '0x01020304' },
          },
        ]}
        now={1_000n}
        finalizedBlock={8n}
      />,
    )
    expect(text).toMatch(/Minimum delay\s+1 min\s+→ to\s+2 days/)
    expect(text).toContain('proposer taken from anyone open role, address 0')
    expect(text).toContain('fail: a call without any delay')
    expect(text.match(/not finalized/g)).toHaveLength(1)
  })

  test('behavior: what one transaction changed is one row, and who did it is said once', () => {
    const role = (logIndex: number, by: Address): TimelockSetting => ({
      position: at(3n, logIndex),
      what: 'role',
      role: `role ${logIndex}`,
      account: other,
      granted: true,
      by,
    })
    const history = (settings: readonly TimelockSetting[]) =>
      renderToStaticMarkup(<SettingHistory settings={settings} now={1_000n} finalizedBlock={8n} />)
    const rows = (html: string) => html.split('<tr').length - 2
    const same = history([role(2, other), role(1, other), role(0, other)])
    expect(rows(same)).toBe(1)
    expect(textOf(same).match(/role \d granted to/g)).toHaveLength(3)
    expect(textOf(same).match(/ by /g)).toHaveLength(1)
    // Whoever did only a part of it did not do all.
    const others = history([role(1, other), role(0, timelock.address)])
    expect(rows(others)).toBe(1)
    expect(textOf(others).match(/ by /g)).toHaveLength(2)
    // No event says who changed a delay.
    const delay = { position: at(3n), what: 'delay', name: 'minDelay', after: 60n } as const
    expect(textOf(history([role(1, other), delay]))).toMatch(/1 min roles by /)
    // Another transaction of the same block is another row.
    const position = { ...at(3n, 5), transactionHash: id(7) }
    expect(rows(history([{ ...delay, position }, role(0, other)]))).toBe(2)
  })

  test('behavior: what one transaction changed is not torn apart where older changes are folded', () => {
    const settings = Array.from({ length: 12 }, (_, index) => ({
      position: at(index < 6 ? 9n : index < 10 ? 5n : 3n, 20 - index),
      ...({ what: 'delay', name: `delay ${index}`, after: 60n } as const),
    }))
    const html = renderToStaticMarkup(
      <SettingHistory settings={settings} now={1_000n} finalizedBlock={9n} />,
    )
    const [shown = '', folded = ''] = html.split('Older changes: 2')
    expect(textOf(shown).match(/delay \d+/g)).toHaveLength(10)
    expect(textOf(folded).match(/delay \d+/g)).toEqual(['delay 10', 'delay 11'])
  })

  test('behavior: a delay that was changed without an event stands among the others', () => {
    const silent = { name: 'cooldown', before: 60n, after: 172_800n, blockHash: zeroHash }
    const rule = { what: 'rule', subject: 'next nonce' } as const
    const text = draw(
      <SettingHistory
        settings={[
          { position: at(9n), ...rule, after: '9' },
          { position: at(3n), ...rule, after: '3' },
        ]}
        silentDelays={[{ ...silent, blockNumber: 5n, blockTimestamp: 500n }]}
        now={1_000n}
        finalizedBlock={9n}
      />,
    )
    expect(text).toMatch(/: 9.*Cooldown\s+1 min\s+→ to\s+2 days.*noticed at block 5.*: 3/)
    expect(text.match(/no event tells of it/g)).toHaveLength(1)
  })
})
