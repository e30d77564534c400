import { type Address, encodeFunctionData, erc20Abi, maxUint256 } from 'viem'
import { prepareCall } from '@/lib/actions/simulation/evaluate-expression'
import type { Scene } from '@/lib/actions/simulation/open-scene'
import type { Play } from '@/lib/adapters/fork/open-world'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { JourneyRun } from '@/lib/core/simulation/expected-answers'
import { explainFailure } from '@/lib/core/simulation/explain-failure'
import type { Journey } from '@/lib/core/simulation/read-expectations'
import type { ExecutedTransaction } from '@/lib/core/simulation/simulation'

type Step = Extract<JourneyRun, { known: true }>['value']['steps'][number]

/**
 * Takes a journey within a play: the approvals, then one step after the other, up to the first that fails. Whoever takes
 * it is impersonated, and has the ether that a step sends along.
 *
 * @throws ForkError
 */
export async function playJourney(
  play: Play,
  { journey, scene }: { journey: Journey; scene: Pick<Scene, 'whoIs' | 'errors'> },
): Promise<JourneyRun> {
  const steps: Step[] = []
  const user = await scene.whoIs(journey.as)
  if (!user.known) return user
  for (const { token, spender } of journey.approvals) {
    const args = [spender, maxUint256] as const
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args })
    const call = `${token}.approve(${spender}, without limit)`
    const sent = await play.send({ from: user.value, to: token, data })
    steps.push({ call, by: user.value, failure: whyFailed(sent, scene) })
    if (!sent.succeeded) return { known: true, value: { steps } }
  }
  for (const { call, as, value } of journey.steps) {
    const by = await scene.whoIs(as)
    if (!by.known) return by
    const failure = await takeStep(play, { call, by: by.value, value, scene })
    steps.push({ call: call.text, by: by.value, failure })
    if (failure !== undefined) break
  }
  return { known: true, value: { steps } }
}

async function takeStep(
  play: Play,
  {
    call,
    by,
    value,
    scene,
  }: Pick<Journey['steps'][number], 'call' | 'value'> & {
    by: Address
    scene: Pick<Scene, 'errors'>
  },
): Promise<string | undefined> {
  const words = { self: by }
  const prepared = await prepareCall(call, { world: play, words, errors: scene.errors })
  if (!prepared.known) return prepared.reason
  if (value > 0n && (await play.balanceOf(by)) < value) await play.setBalance(by, value)
  // A call to nothing succeeds, and does nothing.
  if ((await play.codeAt(prepared.value.to)) === '0x') return 'reaches no contract'
  return whyFailed(await play.send({ from: by, ...prepared.value, value }), scene)
}

/** Undefined where it did not fail. */
export function whyFailed(
  { succeeded, frames, to }: ExecutedTransaction,
  { errors }: Pick<Scene, 'errors'>,
): string | undefined {
  if (succeeded) return undefined
  const failure = frames.known ? explainFailure(frames.value, { [to]: errors }) : undefined
  const { at, called, message } = failure?.cause ?? failure ?? {}
  const where = at ? ` in ${at} ${called}` : ''
  return visibleText(`reverts${where}: ${message ?? 'nothing tells why'}`, { maxLength: 400 })
}
