import type { DecodedCall } from './decoded-call'

/** A call in a tree, with the way to it in words: `call 2 › multiSend 1`. */
export type PlacedCall = { readonly path: string; readonly call: DecodedCall }

/** Every call of the trees, each before the calls it carries. */
export function walkCalls(calls: readonly DecodedCall[]): PlacedCall[] {
  return calls.flatMap((call, index) => walkFrom(call, `call ${index + 1}`))
}

function walkFrom(call: DecodedCall, path: string): PlacedCall[] {
  const inner = call.children.flatMap((child, index) =>
    walkFrom(child.call, `${path} › ${child.via} ${index + 1}`),
  )
  return [{ path, call }, ...inner]
}

/** Whether something of what the call does is hidden: it, or a call it carries, could not be read. */
export function isOpaque({ call }: PlacedCall): boolean {
  return call.confidence === 'undecoded' || call.confidence === 'colliding'
}
