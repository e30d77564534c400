import {
  type AbiFunction,
  decodeAbiParameters,
  decodeFunctionData,
  type Hash,
  padHex,
  parseAbiParameters,
  toFunctionSelector,
} from 'viem'
import { dsPauseAbi } from '@/lib/core/timelock/ds-pause/ds-pause-abi'
import type { Plan } from '@/lib/core/timelock/ds-pause/plan'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'

/** What the event data of a note holds: the ether that came along, and the calldata. */
const noteParameters = /* @__PURE__ */ parseAbiParameters('uint256 wad, bytes fax')

const noted = ['plot', 'drop', 'exec', 'setDelay'] as const

/** `topics[0]` of the notes of these functions: the selector and zeros. */
export const noteTopics: readonly Hash[] = dsPauseAbi
  .filter((item): item is Extract<typeof item, AbiFunction> => item.type === 'function')
  .filter(({ name }) => noted.some((one) => one === name))
  .map((item) => padHex(toFunctionSelector(item), { dir: 'right', size: 32 }))

/** A note of a function that concerns plans or the delay. */
export type Note =
  | { readonly what: 'plot' | 'drop' | 'exec'; readonly plan: Plan }
  | { readonly what: 'setDelay'; readonly delay: bigint }

/** Undefined for any other event, and for one whose calldata is not of the function that its topic names. */
export function decodeNote({ topics, data }: Pick<RawLog, 'topics' | 'data'>): Note | undefined {
  const [topic] = topics
  if (topic === undefined || topics.length !== 4 || !noteTopics.includes(topic)) return undefined
  try {
    const [, calldata] = decodeAbiParameters(noteParameters, data)
    if (calldata.slice(0, 10) !== topic.slice(0, 10)) return undefined
    const { functionName, args } = decodeFunctionData({ abi: dsPauseAbi, data: calldata })
    switch (functionName) {
      case 'plot':
      case 'drop':
      case 'exec': {
        const [usr, tag, fax, eta] = args
        return { what: functionName, plan: { usr, tag, fax, eta } }
      }
      case 'setDelay':
        return { what: functionName, delay: args[0] }
      default:
        return undefined
    }
  } catch {
    return undefined
  }
}
