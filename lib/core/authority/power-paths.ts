import { type Address, isAddressEqual } from 'viem'
import type { AuthorityAccount, Passer, Standing } from './authority'

export type Side = 'before' | 'after'

/** One way to a power: from who decides, through what, to who passes the guard. */
export type PowerPath = {
  /** The first decides, the last passes. One account where nothing lies between. */
  readonly steps: readonly PathStep[]
  /** Seconds that pass between the decision and the deed. Undefined where that is not known. */
  readonly delay: bigint | undefined
}

export type PathStep = {
  /** Undefined where it is anyone, no one, or nobody knows who. */
  readonly address?: Address | undefined
  readonly name?: string | undefined
  readonly standing: Standing | { readonly kind: 'anyone' | 'nobody' }
}

/** A longer chain of command is not followed. */
const maxSteps = 6

/** Every way by which somebody passes. Timelocks are followed to who proposes and administers, Safes to their modules. */
export function powerPaths(
  passers: readonly Passer[],
  accounts: readonly AuthorityAccount[],
  side: Side,
): PowerPath[] {
  return passers.flatMap((passer): PowerPath[] => {
    if (passer.kind === 'account') return pathsTo(passer.address, { accounts, side, behind: [] })
    if (passer.kind === 'unknown') return [{ steps: [{ standing: passer }], delay: undefined }]
    return [{ steps: [{ standing: { kind: passer.kind } }], delay: 0n }]
  })
}

type Walk = {
  readonly accounts: readonly AuthorityAccount[]
  readonly side: Side
  /** What the account commands, nearest first. */
  readonly behind: readonly PathStep[]
}

function pathsTo(address: Address, { accounts, side, behind }: Walk): PowerPath[] {
  const account = accounts.find((one) => isAddressEqual(one.address, address))
  const standing = account?.[side] ?? { kind: 'unknown', reason: 'it was not read' }
  const steps = [{ address, name: account?.name, standing }, ...behind]
  const isSeen = (other: Address) =>
    steps.some((step) => step.address && isAddressEqual(step.address, other))
  const follow = (others: readonly Address[]) =>
    steps.length >= maxSteps
      ? []
      : distinct(others)
          .filter((other) => !isSeen(other))
          .flatMap((other) => pathsTo(other, { accounts, side, behind: steps }))
  if (standing.kind === 'timelock') {
    const { proposer, admin } = standing.roles
    const open: PowerPath[] =
      proposer.open || admin.open
        ? [{ steps: [{ standing: { kind: 'anyone' } }, ...steps], delay: delayOf(steps) }]
        : []
    const paths = [...open, ...follow([...proposer.holders, ...admin.holders])]
    const nobody = {
      steps: [{ standing: { kind: 'nobody' as const } }, ...steps],
      delay: delayOf(steps),
    }
    return paths.length > 0 ? paths : [nobody]
  }
  const own = { steps, delay: delayOf(steps) }
  return standing.kind === 'safe' ? [own, ...follow(standing.modules)] : [own]
}

function distinct(addresses: readonly Address[]): Address[] {
  return addresses.filter((one, at) => addresses.findIndex((it) => isAddressEqual(it, one)) === at)
}

/** A contract whose code was not followed may wait too, or not. */
function delayOf(steps: readonly PathStep[]): bigint | undefined {
  return steps.reduce<bigint | undefined>((sum, { standing }) => {
    if (standing.kind === 'unknown' || standing.kind === 'contract') return undefined
    return standing.kind === 'timelock' && sum !== undefined ? sum + standing.delay : sum
  }, 0n)
}
