import { type Address, type Client, isAddressEqual, zeroAddress } from 'viem'
import { readAddressGetter } from '@/lib/adapters/rpc/read-address-getter'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readRoleMembers } from '@/lib/adapters/rpc/read-role-members'
import { type Holders, holderAfter } from '@/lib/core/authority/holder-after'
import { namedAddress, roleId } from '@/lib/core/authority/named-address'
import type { Side } from '@/lib/core/authority/power-paths'
import { callerGuardsOf, type Principal, principalKey } from '@/lib/core/authority/read-guard'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { ContractModel } from '@/lib/core/source/contract-model'

export type ReadHoldersParameters = {
  readonly chainId: number
  /** Everything is read at this block. */
  readonly blockNumber: bigint
  /** Where the events of the proxies begin. */
  readonly fromBlock: bigint
  readonly upgrade: ReviewedUpgrade
  /** What is known of the upgrade: of use are the models, layouts, ABIs, verifications and live values. */
  readonly facts: CheckFacts
  /** Every call that the patch makes, those within others too. */
  readonly calls: readonly DecodedCall[]
}

/** More proxies of one beacon than this are not asked one by one. */
const mostProxies = 20

/**
 * Whom the guards of both sides of an upgrade let through, by the key of their principals: as the chain has it, and once
 * the patch has run. What cannot be read is unknown with its reason; nothing throws.
 */
export async function readHolders(
  client: Client,
  parameters: ReadHoldersParameters,
): Promise<Record<Side, Map<string, Holders>>> {
  const { facts } = parameters
  const [before, after] = await Promise.all(
    (['old model', 'new model'] as const).map(async (kind) => {
      const model = facts[kind]
      const principals = model?.known ? principalsOf(model.value) : []
      const read = principals.map(
        async (one): Promise<[string, Holders]> => [
          principalKey(one),
          await readPrincipal(client, one, {
            ...parameters,
            side: kind === 'old model' ? 'before' : 'after',
          }),
        ],
      )
      return new Map(await Promise.all(read))
    }),
  )
  return { before: before ?? new Map(), after: after ?? new Map() }
}

function principalsOf({ functions }: ContractModel): Principal[] {
  const all = functions.flatMap(callerGuardsOf).flatMap(({ principals }) => principals)
  const named = all.filter(({ kind }) => kind !== 'other' && kind !== 'condition')
  return [...new Map(named.map((one) => [principalKey(one), one])).values()]
}

type Asked = ReadHoldersParameters & { readonly side: Side }

/** Of several proxies with the same code, whoever passes at any of them. */
async function readPrincipal(client: Client, principal: Principal, asked: Asked): Promise<Holders> {
  const { proxies } = asked.upgrade
  if (proxies.length > mostProxies) {
    return { known: false, reason: `it stands for another at each of ${proxies.length} proxies` }
  }
  const read = await Promise.all(
    proxies.map((proxy) => readAtProxy(client, principal, { ...asked, proxy })),
  )
  const unread = read.find(({ known }) => !known)
  if (unread) return unread
  const all = read.flatMap((one) => (one.known ? one.value : []))
  return { known: true, value: [...new Set(all)] }
}

type AskedAtProxy = Asked & { readonly proxy: Address }

async function readAtProxy(
  client: Client,
  principal: Principal,
  asked: AskedAtProxy,
): Promise<Holders> {
  const { facts, side, proxy, calls } = asked
  if (principal.kind === 'self') return { known: true, value: [proxy] }
  const model = modelOf(facts, side)
  if (!model) return { known: false, reason: 'the source of this code is not known' }
  const role = principal.kind === 'role' ? roleId(principal.role, model) : undefined
  const now = await readNow(client, principal, { ...asked, role })
  if (side === 'before') return now
  return holderAfter(now, {
    principal,
    role,
    calls: calls.filter((one) => runsAt(one, proxy, asked.upgrade)),
    models: (['before', 'after'] as const).flatMap((one) => modelOf(facts, one) ?? []),
  })
}

/** Whether a call writes to a proxy: made to it, or by its upgrade on the new code in its storage. */
function runsAt(
  { call: { target, data }, operation }: DecodedCall,
  proxy: Address,
  { to }: ReviewedUpgrade,
): boolean {
  if (operation === 'delegatecall') return isAddressEqual(target, to)
  // `upgradeTo`, `upgradeToAndCall`: what they run besides is a call of its own.
  return isAddressEqual(target, proxy) && !/^0x(3659cfe6|4f1ef286)/i.test(data)
}

function modelOf(facts: CheckFacts, side: Side): ContractModel | undefined {
  const model = facts[side === 'before' ? 'old model' : 'new model']
  return model?.known ? model.value : undefined
}

async function readNow(
  client: Client,
  principal: Principal,
  asked: AskedAtProxy & { role: ReturnType<typeof roleId> },
): Promise<Holders> {
  const { chainId, blockNumber, fromBlock, proxy, role } = asked
  const key = principalKey(principal)
  if (principal.kind === 'role') {
    if (!role) return { known: false, reason: `${key} depends on what is given` }
    const at = { chainId, address: proxy }
    return await readKnown(
      `the members of ${key}`,
      readRoleMembers(client, { at, role, fromBlock, blockNumber }),
    )
  }
  const stored = readNamed(key, asked)
  if (stored) return oneHolder(stored)
  const name = getterOf(key, asked)
  if (!name) return { known: false, reason: `whom ${key} names could not be read` }
  const read = await readKnown(
    `${name}() of ${proxy}`,
    readAddressGetter(client, { chainId, address: proxy, name, blockNumber }),
  )
  if (!read.known) return read
  return read.value
    ? oneHolder(read.value)
    : { known: false, reason: `${proxy} does not answer ${name}()` }
}

function oneHolder(address: Address): Holders {
  return { known: true, value: isAddressEqual(address, zeroAddress) ? [] : [address] }
}

function readNamed(name: string, { facts, side, proxy }: AskedAtProxy): Address | undefined {
  const model = modelOf(facts, side)
  const [verification, layout] =
    side === 'before'
      ? [facts['old verification'], facts['old layout']]
      : [facts['new verification'], facts['new layout']]
  const live = facts['live values']
  const words = live?.known
    ? live.value.find((one) => one.proxy && isAddressEqual(one.proxy, proxy))?.words
    : undefined
  if (!model) return undefined
  return namedAddress(name, {
    model,
    verification: verification?.known ? verification.value : undefined,
    layout: layout?.known ? layout.value : undefined,
    words: words ?? new Map(),
  })
}

/**
 * The function of the code that runs now which gives a variable, by its name: `owner` for `OwnableStorage._owner`. A
 * variable that only the new code has nobody can be asked for.
 */
function getterOf(key: string, { facts, side }: AskedAtProxy): string | undefined {
  const [abi, old] = [facts['old ABI'], modelOf(facts, 'before')]
  const name = key
    .split('.')
    .at(-1)
    ?.replace(/^_+|_+$/g, '')
  if (!abi?.known || !old || !name) return undefined
  const reads = old.functions.filter((one) => one.name === name && one.signature === `${name}()`)
  const gives = reads.some((one) => one.reads.includes(key)) || isPublic(key, old)
  const isGetter = abi.value.some(
    (one) =>
      one.type === 'function' &&
      one.name === name &&
      one.inputs.length === 0 &&
      one.outputs.length === 1 &&
      one.outputs[0]?.type === 'address',
  )
  // Outside the layout only what keeps its name keeps its place: namespaces, and they are checked elsewhere.
  const isKept = side === 'before' || key.includes('.')
  return isGetter && gives && isKept ? name : undefined
}

function isPublic(key: string, { variables }: ContractModel): boolean {
  return variables.some(({ name }) => name === key)
}
