import { choosesCaller } from '@/lib/core/check/access/caller-authority'
import type { FunctionModel } from '@/lib/core/source/contract-model'

/** Whom one alternative of a guard lets through. */
export type Principal =
  /** Whoever a variable, an immutable or a constant names, e.g. `OwnableStorage._owner`. */
  | { readonly kind: 'variable'; readonly name: string }
  /** The members of a role of AccessControl, by the expression that names the role. */
  | { readonly kind: 'role'; readonly role: string }
  /** The contract itself. */
  | { readonly kind: 'self' }
  /** Callers that are chosen in another way, e.g. `isKeeper[msg.sender]`. */
  | { readonly kind: 'other'; readonly text: string }
  /** Any caller, as long as the condition holds. */
  | { readonly kind: 'condition'; readonly text: string }

/** A guard that lets chosen callers through: those of any of its principals. */
export type CallerGuard = { readonly text: string; readonly principals: readonly Principal[] }

/** A role of OpenZeppelin's AccessControl, in the normal form of guards, of 4.x and 5.x. */
const roleGuard =
  /^(?:[\w$.]*\b_roles\[(.+)\]\.(?:hasRole|members)\[msg\.sender\]|[\w$]*[hH]asRole\((.+), msg\.sender\))$/

/** The guards of a function that choose callers. What a user needs to own or to owe chooses nobody. */
export function callerGuardsOf({ callerGuards, parameters }: FunctionModel): CallerGuard[] {
  return callerGuards.flatMap((text) => {
    const principals = text.split(' || ').map((one) => principalOf(one, parameters))
    const isChosen =
      principals.some(({ kind }) => kind === 'variable' || kind === 'role' || kind === 'self') ||
      principals.every(({ kind }) => kind === 'other')
    return isChosen ? [{ text, principals }] : []
  })
}

function principalOf(text: string, parameters: readonly string[]): Principal {
  const [left, right, ...more] = text.split(' == ')
  const named = left === 'msg.sender' ? right : right === 'msg.sender' ? left : undefined
  if (named !== undefined && more.length === 0 && !parameters.includes(named.split('.')[0] ?? '')) {
    if (named === 'address(this)') return { kind: 'self' }
    if (/^[\w$]+(\.[\w$]+)*$/.test(named)) return { kind: 'variable', name: named }
  }
  const role = roleGuard.exec(text)
  if (role) return { kind: 'role', role: role[1] ?? role[2] ?? '' }
  return choosesCaller(text, parameters) ? { kind: 'other', text } : { kind: 'condition', text }
}

/** What a principal is called in a table of who holds it. */
export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case 'variable':
      return principal.name
    case 'role':
      return `role ${principal.role}`
    case 'self':
      return 'self'
    default:
      return principal.text
  }
}
