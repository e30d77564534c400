import { askConsumers } from '@/lib/actions/simulation/ask-consumers'
import { askInvariant, textOf } from '@/lib/actions/simulation/ask-invariant'
import { evaluateCall, evaluateOperand } from '@/lib/actions/simulation/evaluate-expression'
import { openScene, type Scene } from '@/lib/actions/simulation/open-scene'
import { playJourney } from '@/lib/actions/simulation/play-journey'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import type { CheckFact } from '@/lib/core/check/check-facts'
import type {
  BothWorlds,
  InvariantAnswer,
  JourneyAnswer,
  JourneyRun,
  PairAnswer,
  PriceAnswer,
} from '@/lib/core/simulation/expected-answers'

type Moment = InvariantAnswer['moments'][number]['before']

/** Holds the patched world against what the protocol declares of itself, and what follows from what its contracts are. */
export const tryExpectations: Trial = {
  kinds: ['invariant answers', 'journeys', 'price answers', 'pair answers', 'consumer answers'],
  run: async (parameters) => {
    const scene = await openScene(parameters)
    const { journeys, invariants } = await takeJourneys(scene, parameters)
    const consumers = await askConsumers(scene, parameters)
    const isKnown = consumers.calls.length + consumers.untried.length > 0
    return {
      patch: {
        'invariant answers': told(invariants, 'invariants'),
        journeys: told(journeys, 'journeys'),
        'price answers': told(await askPrices(scene, parameters), 'prices'),
        'pair answers': told(await askPairs(scene, parameters), 'pairs'),
        'consumer answers': isKnown ? fact(consumers) : nothing('consumers'),
      },
    }
  },
}

function fact<T>(value: T): CheckFact<T> {
  return { known: true, value, anchor: 'recomputed' }
}

function told<T>(list: readonly T[], member: string): CheckFact<readonly T[]> {
  return list.length > 0 ? fact(list) : nothing(member)
}

function nothing(member: string) {
  const reason = `nothing is declared, and nothing follows from what the contracts are: name it in the configuration, protocols[].expects.${member}`
  return { known: false, reason } as const
}

/** Invariants are asked at once, and again where a journey has ended. */
async function takeJourneys(
  scene: Scene,
  { before, after }: Pick<TrialParameters, 'before' | 'after'>,
): Promise<{ journeys: JourneyAnswer[]; invariants: InvariantAnswer[] }> {
  const { invariants } = scene.declared
  const ask = async (world: Pick<World, 'call'>): Promise<Moment[]> => {
    const answers: Moment[] = []
    for (const invariant of invariants) answers.push(await askInvariant(world, invariant, scene))
    return answers
  }
  const take = (world: World, journey: Scene['journeys'][number]) =>
    world.play(async (play): Promise<{ run: JourneyRun; answers: Moment[] }> => {
      const run = await playJourney(play, { journey, scene })
      return { run, answers: await ask(play) }
    })
  const moments = [{ when: 'at once', before: await ask(before), after: await ask(after) }]
  const journeys: JourneyAnswer[] = []
  for (const journey of scene.journeys) {
    const { name, origin } = journey
    const [was, is] = [await take(before, journey), await take(after, journey)]
    journeys.push({ name, origin, before: was.run, after: is.run })
    moments.push({ when: `after "${name}"`, before: was.answers, after: is.answers })
  }
  if (scene.unseen > 0) {
    const reason = 'nothing was derived from so many proxies; declare what users do with them'
    const untried = { known: false, reason } as const
    const name = `${scene.unseen} further proxies`
    journeys.push({ name, origin: 'derived', before: untried, after: untried })
  }
  return {
    journeys,
    invariants: invariants.map(({ name, view, is, to }, index) => ({
      name,
      view: view.text,
      is,
      to: to && textOf(to),
      moments: moments.map(({ when, before, after }) => ({
        when,
        before: before[index] as Moment,
        after: after[index] as Moment,
      })),
    })),
  }
}

async function askPrices(scene: Scene, worlds: BothWorlds<World>): Promise<PriceAnswer[]> {
  const { errors } = scene
  const answers: PriceAnswer[] = []
  for (const { name, origin, view, decimals, reference, maxChangeBps } of scene.prices) {
    const ask = async (world: World) => ({
      price: await evaluateCall(view, { world, errors }),
      decimals: await evaluateOperand(decimals, { world, errors }),
      reference: reference && (await evaluateCall(reference, { world, errors })),
    })
    const both = { before: await ask(worlds.before), after: await ask(worlds.after) }
    answers.push({ name, origin, view: view.text, near: reference?.text, maxChangeBps, ...both })
  }
  return answers
}

async function askPairs(scene: Scene, worlds: BothWorlds<World>): Promise<PairAnswer[]> {
  const { errors, declared } = scene
  const answers: PairAnswer[] = []
  for (const { name, rule, left, right, min, max } of declared.pairs) {
    const ask = async (world: World) => ({
      left: await evaluateOperand(left, { world, errors }),
      right: await evaluateOperand(right, { world, errors }),
    })
    const both = { before: await ask(worlds.before), after: await ask(worlds.after) }
    answers.push({ name, rule, left: textOf(left), right: textOf(right), min, max, ...both })
  }
  return answers
}
