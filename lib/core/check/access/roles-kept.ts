import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { ProbeOutcome, RoleProbe } from '@/lib/core/simulation/role-probes'

/** Rows that are shown. */
const most = 80

/** AC-03. Whether those who hold power may call what they could, and nothing else. */
export const rolesKept: Check<'role probes'> = {
  id: 'AC-03',
  title: 'Each role can do what it could',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['role probes'],
  incident:
    'UPCX, 2025-04-01, about 70 million: an upgrade brought a function by which its administrator withdrew what users held. PAID, 2021-03-05: an upgrade brought a function to mint.',
  remedy: 'Ask who shall be able to do this, and change the guard or hand over the role.',
  run: ({ 'role probes': { probes, holders, functions, questions, omitted } }) => {
    const asked = `${holders} holders of power were tried on ${functions} functions, with ${questions} calls`
    const gaps = omitted.map(
      (what): Look => ({ verdict: 'unknown', evidence: { where: 'not tried', what } }),
    )
    if (holders === 0 || functions === 0) {
      const evidence = [{ where: 'roles', what: asked }, ...gaps.map(({ evidence: one }) => one)]
      return { verdict: 'unknown', detail: 'Nobody who holds power is known.', evidence }
    }
    const looks = [...probes.map(judge), ...gaps]
    const verdict = looks.length === 0 ? 'pass' : worstVerdict(looks.map((look) => look.verdict))
    const order: readonly Verdict[] = ['fail', 'unknown', 'warn', 'pass']
    const sorted = order.flatMap((one) => looks.filter((look) => look.verdict === one))
    const few = looks.filter((look) => look.verdict === verdict).length
    const told = details[verdict]
    return {
      verdict,
      detail: told
        ? `${few} ${told} ${upperFirst(asked)}.`
        : `Nobody may do more or less. ${upperFirst(asked)}.`,
      evidence: [
        { where: 'tried', what: asked },
        ...sorted.slice(0, most).map(({ evidence }) => evidence),
        ...(sorted.length > most
          ? [{ where: 'and more', what: `${sorted.length - most} rows` }]
          : []),
      ],
    }
  },
}

const details: Readonly<Record<Verdict, string>> = {
  pass: '',
  warn: 'new functions are for holders of power alone.',
  fail: 'rows of who may call what are others.',
  unknown: 'rows could not be told.',
  'not-applicable': '',
}

function upperFirst(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

const words: Readonly<Record<ProbeOutcome, string>> = {
  may: 'may',
  refused: 'is refused',
  arguments: 'turns on the arguments',
  unknown: 'refused without a reason',
  absent: 'does not exist',
}

function judge(probe: RoleProbe): Look {
  const { contract, holder, name, signature, before, after } = probe
  const who = name ? `${visibleText(name, { maxLength: 60 })} ${holder}` : holder
  const where = `${contract} ${visibleText(signature, { maxLength: 160 })} as ${who}`
  const { verdict, why } = before === 'absent' ? compareNew(probe) : compare(probe)
  const what = visibleText(`${words[before]} → ${words[after]}${why && `; ${why}`}`)
  return { verdict, evidence: { where, what } }
}

type Comparison = { readonly verdict: Verdict; readonly why: string }

function compareNew({ after, stranger, moves }: RoleProbe): Comparison {
  if (after !== 'may') return { verdict: 'pass', why: 'new' }
  // That anyone may is for the checks of strangers.
  if (stranger.after === 'may') return { verdict: 'pass', why: 'new, for anyone' }
  return moves.length > 0
    ? { verdict: 'fail', why: `new; tried, it moved ${moves.join(', ')}` }
    : { verdict: 'warn', why: 'new' }
}

function compare({ before, after, stranger, refusal }: RoleProbe): Comparison {
  if (before === after) return { verdict: 'pass', why: '' }
  if (after === 'absent')
    return { verdict: 'pass', why: 'the selector checks tell of what is gone' }
  const said = refusal === undefined ? '' : `: ${refusal}`
  if (before === 'may' && after === 'refused') {
    return { verdict: 'fail', why: `newly refused${said}` }
  }
  if (before === 'refused' && after === 'may') {
    const why = stranger.after === 'may' ? 'anyone may now' : `newly let through${said}`
    return { verdict: 'fail', why }
  }
  return { verdict: 'unknown', why: said.slice(2) }
}
