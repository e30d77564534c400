import { type Hash, zeroHash } from 'viem'
import { parseHash } from '@/lib/core/chain/parse-hash'
import { parseUint } from '@/lib/core/chain/parse-uint'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import { type DraftNote, noteOfError } from '@/lib/core/patch/draft-note'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'

export type DraftSchedule = {
  /** Seconds. Undefined where it could not be read. */
  readonly delay: bigint | undefined
  /** 32 zero bytes for none. Undefined where it could not be read. */
  readonly predecessor: Hash | undefined
  readonly notes: readonly DraftNote[]
}

const secondsIn = { seconds: 1n, hours: 3_600n, days: 86_400n } as const

/** A timelock adds the delay to the block's time, so what would overflow can never be scheduled; nor lived to see. */
const longestDelay = 100n * 365n * 86_400n

/** Reads the delay and the predecessor, and judges them by the timelock. */
export function readDraftSchedule(draft: PatchDraft, facts: DraftFacts | undefined): DraftSchedule {
  const delay = readDelay(draft, facts)
  const predecessor = readPredecessor(draft, facts)
  return {
    delay: delay.value,
    predecessor: predecessor.value,
    notes: [...delay.notes, ...predecessor.notes],
  }
}

/** The operation id that was typed, if it is one: it is what the chain has to be asked about. */
export function typedPredecessor({ predecessor }: PatchDraft): Hash | undefined {
  const text = predecessor.trim()
  return /^0x[0-9a-fA-F]{64}$/.test(text) && !/^0x0+$/.test(text) ? parseHash(text) : undefined
}

type Read<T> = { value: T | undefined; notes: readonly DraftNote[] }

function readDelay(draft: PatchDraft, facts: DraftFacts | undefined): Read<bigint> {
  const note = (tone: DraftNote['tone'], text: string): DraftNote => ({
    field: 'delay',
    tone,
    text,
  })
  const minDelay = facts?.minDelay
  if (!minDelay) {
    return { value: undefined, notes: [note('pending', 'The timelock is being asked.')] }
  }
  if (!minDelay.known) return { value: undefined, notes: [note('unknown', minDelay.reason)] }
  if (draft.delay.trim() === '') return { value: minDelay.value, notes: [] }
  try {
    const value = parseUint(draft.delay.trim()) * secondsIn[draft.delayUnit]
    if (value < minDelay.value) {
      const text = `The timelock refuses a delay below its minimum: ${tellSeconds(value)} asked, ${tellSeconds(minDelay.value)} required.`
      return { value, notes: [note('fail', text)] }
    }
    if (value > longestDelay) {
      return { value, notes: [note('fail', 'This is longer than a hundred years.')] }
    }
    return { value, notes: [] }
  } catch (error) {
    return { value: undefined, notes: [noteOfError('delay', error)] }
  }
}

function readPredecessor(draft: PatchDraft, facts: DraftFacts | undefined): Read<Hash> {
  const field = 'predecessor'
  const text = draft.predecessor.trim()
  if (text === '') return { value: zeroHash, notes: [] }
  let value: Hash
  try {
    value = parseHash(text)
  } catch (error) {
    return { value: undefined, notes: [noteOfError(field, error)] }
  }
  if (value === zeroHash) {
    return { value, notes: [{ field, tone: 'note', text: '32 zero bytes mean no predecessor.' }] }
  }
  const found = facts?.predecessor?.id === value ? facts.predecessor.state : undefined
  if (!found) {
    return { value, notes: [{ field, tone: 'pending', text: 'The timelock is being asked.' }] }
  }
  if (!found.known) return { value, notes: [{ field, tone: 'unknown', text: found.reason }] }
  switch (found.value) {
    case 'unset': {
      const text =
        'The timelock does not know this operation. The patch stays blocked until it is scheduled and done.'
      return { value, notes: [{ field, tone: 'warn', text }] }
    }
    case 'waiting':
    case 'ready': {
      const text = `This operation is ${found.value}. The patch is blocked until it is done.`
      return { value, notes: [{ field, tone: 'note', text }] }
    }
    case 'done':
      return { value, notes: [{ field, tone: 'note', text: 'This operation is done.' }] }
  }
}
