import type { CallFrame } from '@/lib/core/simulation/call-frame'

/** A call with the calls it makes. */
export type FrameNode = { readonly frame: CallFrame; readonly children: FrameNode[] }

/** The first so many calls as a tree; deeper ones than that stand beside their caller, as nothing is left out in between. */
export function frameNodes(frames: readonly CallFrame[], most: number): FrameNode[] {
  const roots: FrameNode[] = []
  const path: FrameNode[] = []
  for (const frame of frames.slice(0, most)) {
    const node: FrameNode = { frame, children: [] }
    path.length = Math.min(path.length, frame.depth)
    const parent = path.at(-1)
    if (parent) parent.children.push(node)
    else roots.push(node)
    path.push(node)
  }
  return roots
}
