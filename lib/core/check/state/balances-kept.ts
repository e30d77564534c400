import { type Address, isAddressEqual } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { CheckFactValues } from '@/lib/core/check/check-facts'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { AssetMove } from '@/lib/core/simulation/asset-flows'
import { boundEvidence } from './bound-evidence'
import { type DeclaredMove, declaredDelta, declaredMoves } from './declared-moves'

type Needs = 'simulation' | 'asset changes'
type May = 'calls' | 'safe' | 'timelock'
type Values = Pick<CheckFactValues, Needs> & Partial<Pick<CheckFactValues, May>>

/** SM-02. Whether anybody holds more or less once the patch has run. */
export const balancesKept: Check<Needs, May> = {
  id: 'SM-02',
  title: 'No balance changes',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['simulation', 'asset changes'],
  may: ['calls', 'safe', 'timelock'],
  incident:
    'Beanstalk, 2022-04-17, 181 million: what a proposal ran as its initialisation sent the assets of the protocol away. Curio, 2024-03-23, about 16 million: it made new tokens.',
  remedy: 'Take the move of value out of the patch, or make it a call of its own that says so.',
  run: (values) => {
    const { simulation, 'asset changes': assets } = values
    const { diff } = simulation
    if (!diff.known) {
      const evidence = [{ where: 'simulation', what: diff.reason }]
      return { verdict: 'unknown', detail: 'What is moved is not known.', evidence }
    }
    const declared = declaredMoves(values.calls ?? [])
    const looks = [
      ...changesOf(values).map((change) => judge(change, declared, callersOf(values))),
      ...ids(simulation.flows.moves),
      ...unread(values),
    ]
    const asked = `${assets.tokens} tokens were asked about ${assets.accounts} accounts`
    const left = assets.omitted.map((what) => ({ where: 'not asked', what }))
    if (looks.length === 0) return nothingMoved(asked, left)
    const verdict = worstVerdict(looks.map((look) => look.verdict))
    const worst = looks.filter((look) => look.verdict === verdict)
    const rest = looks.filter((look) => look.verdict !== verdict)
    const evidence = [...boundEvidence([...worst, ...rest].map((look) => look.evidence)), ...left]
    return {
      verdict,
      detail: `${worst.length} of ${looks.length} ${details[verdict]} ${asked[0]?.toUpperCase()}${asked.slice(1)}.`,
      evidence,
    }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: '',
  warn: 'balances change by what a call of the patch says.',
  fail: 'balances change, and no call says so.',
  unknown: 'balances could not be compared.',
  'not-applicable': '',
}

function nothingMoved(asked: string, left: readonly FindingEvidence[]): Judgement {
  return {
    verdict: 'pass',
    detail: 'No balance that was asked for changes, and nothing moves.',
    evidence: [
      { where: 'balances', what: `${asked}; ether was compared of every account` },
      ...left,
    ],
  }
}

type Change = {
  readonly token: Address | undefined
  readonly holder: Address
  readonly before: bigint
  readonly after: bigint
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

/** An account whose ether was made up for the simulation has none to compare. */
function changesOf({ simulation, 'asset changes': assets }: Values): Change[] {
  const { diff, overrides } = simulation
  const madeUp = overrides.filter(({ kind }) => kind === 'balance')
  const ether = (diff.known ? diff.value.contracts : []).flatMap(({ address, balance }) =>
    balance &&
    balance.before !== balance.after &&
    !madeUp.some((one) => one.address && isAddressEqual(one.address, address))
      ? [{ token: undefined, holder: address, ...balance }]
      : [],
  )
  return [...ether, ...assets.held]
}

function callersOf({ safe, timelock, simulation }: Values): Address[] {
  const senders = simulation.overrides.flatMap(({ kind, address }) =>
    kind === 'sender' && address ? [address] : [],
  )
  return [safe?.safe.address, timelock?.timelock.address, ...senders].flatMap((one) => one ?? [])
}

function judge(
  { token, holder, before, after }: Change,
  declared: readonly DeclaredMove[],
  callers: readonly Address[],
): Look {
  const delta = after - before
  const isDeclared = declaredDelta(declared, { token, holder, callers }) === delta
  const where = `${token ?? 'ether'} of ${holder}`
  const by = `${delta > 0n ? '+' : ''}${delta}`
  const what = `${before} → ${after} (${by})${isDeclared ? ', as a call says' : ''}`
  return { verdict: isDeclared ? 'warn' : 'fail', evidence: { where, what } }
}

/** Tokens that are told apart by a number: one may leave while another comes. */
function ids(moves: readonly AssetMove[]): Look[] {
  return moves.flatMap((move): Look[] => {
    if (move.kind !== 'erc721' && move.kind !== 'erc1155') return []
    const where = `${move.token} number ${move.id}`
    const amount = move.kind === 'erc1155' ? `${move.amount} from ` : 'from '
    return [{ verdict: 'fail', evidence: { where, what: `${amount}${move.from} to ${move.to}` } }]
  })
}

function unread({ simulation, 'asset changes': { held, unread: silent } }: Values): Look[] {
  const strange = simulation.flows.unread.map(({ token, name }) => ({
    where: token,
    what: `emitted a ${name} of no standard form`,
  }))
  const lying = simulation.flows.moves.flatMap((move) => {
    if (move.kind !== 'erc20' || move.amount === 0n || isNetZero(move, simulation.flows.moves)) {
      return []
    }
    const shows = held.some(({ token }) => isAddressEqual(token, move.token))
    const what = `says that ${move.amount} moved from ${move.from} to ${move.to}; no balance shows it`
    return shows ? [] : [{ where: move.token, what }]
  })
  const quiet = silent.map(({ token, what }) => ({
    where: token,
    what: visibleText(what, { maxLength: 200 }),
  }))
  return [...strange, ...lying, ...quiet].map((evidence) => ({ verdict: 'unknown', evidence }))
}

/** What went and came back within the patch leaves no balance another. */
function isNetZero(move: AssetMove & { kind: 'erc20' }, moves: readonly AssetMove[]): boolean {
  const net = new Map<string, bigint>()
  const add = (holder: Address, amount: bigint) =>
    net.set(holder.toLowerCase(), (net.get(holder.toLowerCase()) ?? 0n) + amount)
  for (const one of moves) {
    if (one.kind !== 'erc20' || !isAddressEqual(one.token, move.token)) continue
    add(one.from, -one.amount)
    add(one.to, one.amount)
  }
  return [...net.values()].every((amount) => amount === 0n)
}
