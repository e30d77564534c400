import {
  type Abi,
  type AbiFunction,
  type Address,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  parseAbi,
  toFunctionSelector,
} from 'viem'
import {
  findUpgradeOrder,
  readPowers,
  type UpgradeOrder,
} from '@/lib/actions/simulation/find-upgrade-order'
import { byAddress, stranger } from '@/lib/actions/simulation/plan-execution'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { Play, World } from '@/lib/adapters/fork/open-world'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { ChangedAnswer, Rollback, RollbackAttempt } from '@/lib/core/check/proxy/rollback'
import { describeRevert } from '@/lib/core/simulation/describe-revert'

/** Getters without arguments that are asked afterwards. */
const mostGetters = 60

/** Takes each upgrade back as whoever holds the power now, and asks the old code what it answered before. */
export const takeBack: Trial = {
  kinds: ['rollbacks'],
  run: async (parameters) => {
    const upgrades: CheckFacts[] = []
    for (const one of parameters.gathered.upgrades)
      upgrades.push(await takeBackOne(one, parameters))
    return { upgrades }
  },
}

async function takeBackOne(
  { upgrade, facts }: TrialParameters['gathered']['upgrades'][number],
  parameters: TrialParameters,
): Promise<CheckFacts> {
  const { input, simulation, before, after } = parameters
  const unknown = (reason: string): CheckFacts => ({ rollbacks: { known: false, reason } })
  const found = findUpgradeOrder(upgrade, input, simulation)
  const [proxy] = upgrade.proxies
  if (!upgrade.from || !proxy) return unknown('what runs behind this proxy is not known')
  if (!found) return unknown('the call that orders the upgrade could not be read')
  const to = upgrade.from.address
  const senders = await sendersOf(found, proxy, parameters)
  const getters = facts['old ABI']?.known ? gettersIn(facts['old ABI'].value) : []
  const attempts: RollbackAttempt[] = []
  let answers: Answers | undefined
  for (const { sender, name, data } of senders.flatMap((sender) =>
    ordersOf(found, to).map((order) => ({ sender, ...order })),
  )) {
    const transaction = { from: sender, to: found.order.target, data }
    const came = await rollBack(after, { transaction, proxy, to, getters })
    attempts.push({ sender, name, problem: came.problem })
    answers = came.answers
    if (answers) break
  }
  // As much time passes there.
  const earlier = await before.play(async (play) => {
    await play.send({ from: stranger, to: stranger, data: '0x' })
    return await askAll(play, proxy, answers ? getters : [])
  })
  const value: Rollback = {
    proxy,
    to,
    orderedBy: found.by,
    attempts,
    asked: answers?.length ?? 0,
    changed: compare(earlier, answers ?? []),
  }
  return { rollbacks: { known: true, value: [value], anchor: 'recomputed' } }
}

type OneRollback = {
  readonly transaction: { readonly from: Address; readonly to: Address; readonly data: Hex }
  readonly proxy: Address
  readonly to: Address
  readonly getters: readonly AbiFunction[]
}

/** Sends one order, where it would come through, and asks what runs then. */
async function rollBack(
  after: World,
  { transaction, proxy, to, getters }: OneRollback,
): Promise<{ readonly problem: string | undefined; readonly answers?: Answers }> {
  const tried = await after.probe(transaction)
  if (!tried.succeeded) {
    const [top] = tried.frames
    const data = top?.output ?? none
    return {
      problem: describeRevert({ data, error: top?.error ?? '', abi: [], others: [] }).message,
    }
  }
  return await after.play(async (play) => {
    await play.send(transaction)
    const runs = await codeRun(play, proxy)
    return runs !== undefined && isAddressEqual(runs, to)
      ? { problem: undefined, answers: await askAll(play, proxy, getters) }
      : { problem: `afterwards ${runs ?? 'nothing'} runs` }
  })
}

const none = { data: '0x', size: 0 } as const

/** First whoever ordered the upgrade, then everybody else who is known to hold power. */
async function sendersOf(
  { by }: UpgradeOrder,
  proxy: Address,
  { input: { protocol }, chain, after }: TrialParameters,
): Promise<Address[]> {
  const authorities = chain.facts.proxies.flatMap(({ proxy: one }) =>
    one.known && isAddressEqual(one.value.address, proxy) && one.value.authority
      ? [one.value.authority]
      : [],
  )
  const powers = (await readPowers(after, proxy)).toSorted(byAddress)
  const named = [by, protocol.timelock, protocol.safe, protocol.guardian].flatMap(
    (one) => one ?? [],
  )
  const all = [...named, ...authorities, ...powers]
  return [...new Map(all.map((one) => [one.toLowerCase(), one])).values()]
}

const adminAbi = parseAbi([
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function upgrade(address proxy, address implementation)',
])
const ownAbi = parseAbi([
  'function upgradeToAndCall(address implementation, bytes data) payable',
  'function upgradeTo(address implementation)',
])

/** The same order with the old code, as both generations of proxies understand it. */
function ordersOf({ order }: UpgradeOrder, to: Address): { name: string; data: Hex }[] {
  if (order.via === 'proxy-admin') {
    return adminAbi.map((item) => {
      const args = [order.proxy, to, '0x'].slice(0, item.inputs.length)
      return { name: item.name, data: encodeFunctionData({ abi: [item], args } as never) }
    })
  }
  return ownAbi.map((item) => {
    const args = [to, '0x'].slice(0, item.inputs.length)
    return { name: item.name, data: encodeFunctionData({ abi: [item], args } as never) }
  })
}

/** Whose code runs when somebody calls a function that nobody has. */
async function codeRun(play: Play, proxy: Address): Promise<Address | undefined> {
  const { frames } = await play.probe({ from: stranger, to: proxy, data: '0xdeadc0de' })
  return frames.find(({ depth, kind }) => depth === 1 && kind === 'DELEGATECALL')?.to
}

function gettersIn(abi: Abi): AbiFunction[] {
  return abi
    .flatMap((item) => (item.type === 'function' && isGetter(item) ? [item] : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, mostGetters)
}

function isGetter({ inputs, stateMutability }: AbiFunction): boolean {
  return inputs.length === 0 && (stateMutability === 'view' || stateMutability === 'pure')
}

type Answers = readonly { expression: string; succeeded: boolean; text: string }[]

function askAll(
  { call }: Pick<World, 'call'>,
  to: Address,
  getters: readonly AbiFunction[],
): Promise<Answers> {
  return Promise.all(
    getters.map(async (item) => {
      const { succeeded, output } = await call({ to, data: toFunctionSelector(item) })
      const text = visibleText(output.data, { maxLength: 140 })
      const expression = visibleText(`${item.name}()`, { maxLength: 80 })
      return { expression, succeeded, text: succeeded ? text : 'reverts' }
    }),
  )
}

function compare(before: Answers, after: Answers): ChangedAnswer[] {
  return after.flatMap(({ expression, succeeded, text }, at) => {
    const earlier = before[at]
    if (!earlier || earlier.text === text) return []
    const isGone = earlier.succeeded && !succeeded
    return [{ expression, before: earlier.text, after: text, isGone }]
  })
}
