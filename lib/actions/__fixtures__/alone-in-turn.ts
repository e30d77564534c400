import type { InTurn } from '@/lib/actions/in-turn'

/** Outside a browser there is no other tab to wait for. */
export const aloneInTurn: InTurn = (_request, sign) => sign()
