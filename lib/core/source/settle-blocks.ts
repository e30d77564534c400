import type { ChangeBlock } from './change-blocks'

type Sides = { readonly from: readonly string[]; readonly to: readonly string[] }

/** How far a block is moved at most: functions that people insert are rarely longer. */
const maxSlide = 200

/**
 * Moves blocks that only add or only remove to where a person would say that they begin. When a function is inserted
 * between two, its lines and those around it are often the same, and the script may as well begin at the brace before.
 */
export function settleBlocks(blocks: readonly ChangeBlock[], sides: Sides): ChangeBlock[] {
  const settled: ChangeBlock[] = []
  blocks.forEach((block, index) => {
    const adds = block.fromStart === block.fromEnd
    if (!adds && block.toStart !== block.toEnd) {
      settled.push(block)
      return
    }
    const before = settled.at(-1)
    const after = blocks[index + 1]
    const lines = adds ? sides.to : sides.from
    const [start, end] = adds ? [block.toStart, block.toEnd] : [block.fromStart, block.fromEnd]
    // A line that is the same on both sides stays between two blocks, so that they remain two.
    const roomUp = block.fromStart - (before?.fromEnd ?? -1) - 1
    const roomDown = (after?.fromStart ?? sides.from.length + 1) - block.fromEnd - 1
    const shift = bestShift(lines, start, end, {
      up: Math.min(roomUp, maxSlide),
      down: Math.min(roomDown, maxSlide),
    })
    settled.push({
      fromStart: block.fromStart + shift,
      fromEnd: block.fromEnd + shift,
      toStart: block.toStart + shift,
      toEnd: block.toEnd + shift,
    })
  })
  return settled
}

function bestShift(
  lines: readonly string[],
  start: number,
  end: number,
  room: { readonly up: number; readonly down: number },
): number {
  let [low, high] = [0, 0]
  while (-low < room.up && lines[start + low - 1] === lines[end + low - 1]) low--
  while (high < room.down && end + high < lines.length && lines[start + high] === lines[end + high])
    high++
  let best = { shift: 0, cost: Number.POSITIVE_INFINITY }
  for (let shift = low; shift <= high; shift++) {
    const cost = cutCost(lines, start + shift) + cutCost(lines, end + shift)
    // Of equals the last: what is inserted is mostly written behind what was there.
    if (cost <= best.cost) best = { shift, cost }
  }
  return best.shift
}

/** How odd it looks to cut in front of a line: deep inside of something it does, before a closing brace most. */
function cutCost(lines: readonly string[], at: number): number {
  const line = lines[at]
  const before = lines[at - 1]
  if (line === undefined || before === undefined) return 0
  const isBlank = line.trim() === ''
  const opens = isBlank ? indentOf(before) : indentOf(line)
  const closes = /^\s*[})\]]/.test(line) ? 6 : 0
  return opens + closes + (isBlank ? 1 : 0) - (before.trim() === '' ? 2 : 0)
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
