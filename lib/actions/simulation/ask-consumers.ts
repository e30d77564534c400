import type { Address } from 'viem'
import { prepareCall, whyReverted } from '@/lib/actions/simulation/evaluate-expression'
import { findConsumers } from '@/lib/actions/simulation/find-consumers'
import type { Scene } from '@/lib/actions/simulation/open-scene'
import type { TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import { visibleText } from '@/lib/core/chain/visible-text'
import type {
  CallResult,
  ConsumerAnswer,
  ConsumerAnswers,
} from '@/lib/core/simulation/expected-answers'
import type { CallExpression } from '@/lib/core/simulation/expression'
import { parseCall } from '@/lib/core/simulation/parse-expression'

/**
 * Makes the calls that other contracts make on patched ones, as these, in both worlds: those that the protocol declares,
 * and of its own proxies whose getters name a patched one those that need no arguments.
 *
 * @throws ForkError
 */
export async function askConsumers(
  scene: Scene,
  parameters: TrialParameters,
): Promise<ConsumerAnswers> {
  const calls: ConsumerAnswer[] = []
  for (const { consumers, calls: declared, each } of scene.declared.consumers) {
    for (const consumer of consumers) {
      for (const call of declared) {
        for (const one of mentionsEach(call) ? each : [undefined]) {
          const asked = { consumer, call, each: one, errors: scene.errors }
          calls.push({ ...(await askBoth(parameters, asked)), origin: 'declared' })
        }
      }
    }
  }
  const derived = await deriveCalls(scene, parameters)
  return { calls: [...calls, ...derived.calls], untried: derived.untried }
}

type Asked = {
  readonly consumer: Address
  readonly call: CallExpression
  readonly each?: Address | undefined
  readonly errors: Scene['errors']
}

async function askBoth(
  { before, after }: Pick<TrialParameters, 'before' | 'after'>,
  asked: Asked,
): Promise<Omit<ConsumerAnswer, 'origin'>> {
  const { consumer, call, each } = asked
  const both = { before: await ask(before, asked), after: await ask(after, asked) }
  return { consumer, call: call.text, each, ...both }
}

async function ask(world: World, { consumer, call, each, errors }: Asked): Promise<CallResult> {
  const words = { self: consumer, each }
  const prepared = await prepareCall(call, { world, words, from: consumer, errors })
  if (!prepared.known) return { succeeded: false, reason: prepared.reason }
  const { succeeded, output } = await world.call({ ...prepared.value, from: consumer })
  return succeeded
    ? { succeeded, size: output.size }
    : { succeeded, reason: whyReverted(output, errors) }
}

function mentionsEach({ target, args }: CallExpression): boolean {
  const isEach = (one: CallExpression['target'] | CallExpression['args'][number]): boolean =>
    one.kind === 'word' ? one.word === 'each' : one.kind === 'call' && mentionsEach(one.call)
  return isEach(target) || args.some(isEach)
}

/** Of each proxy that names a patched one: the functions whose selectors stand in its code. */
async function deriveCalls(scene: Scene, parameters: TrialParameters): Promise<ConsumerAnswers> {
  const calls: ConsumerAnswer[] = []
  const untried: { where: string; what: string }[] = []
  for (const { consumer, patched, called } of await findConsumers(parameters)) {
    for (const { name, inputs, stateMutability } of called) {
      const isView = stateMutability === 'view' || stateMutability === 'pure'
      const call = parseCall(`${patched}.${name}()`, { names: [] })
      if (inputs.length === 0 && isView && call.known) {
        const asked = { consumer, call: call.value, errors: scene.errors }
        calls.push({ ...(await askBoth(parameters, asked)), origin: 'derived' })
      } else {
        const signature = `${name}(${inputs.map(({ type }) => type).join(',')})`
        const where = visibleText(`${consumer} calls ${patched}.${signature}`, { maxLength: 200 })
        untried.push({ where, what: 'its code may call it; with what, nobody declares' })
      }
    }
  }
  return { calls, untried }
}
