import { oldestFirst } from '@/lib/core/timelock/kind/oldest-first'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** How settings call what an AccessManager says of a role in words of whoever administers it. */
export const roleLabelSubject = (role: string) => `label of ${role}`

/**
 * What a role was labelled last: somebody's words, which no rule depends on.
 *
 * @param settings In any order.
 */
export function roleLabelOf(
  settings: readonly TimelockSetting[],
  role: string,
): string | undefined {
  const subject = roleLabelSubject(role)
  const labels = settings.filter(
    (setting) => setting.what === 'rule' && setting.subject === subject,
  )
  const last = oldestFirst(labels).at(-1)
  return last?.what === 'rule' && last.after !== '' ? last.after : undefined
}

/** Whether a setting changes nothing but a label. */
export function isRoleLabel(setting: TimelockSetting): boolean {
  return setting.what === 'rule' && setting.subject.startsWith(roleLabelSubject(''))
}
