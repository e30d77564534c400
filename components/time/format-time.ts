const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const

const two = (value: number) => String(value).padStart(2, '0')

/** Beyond what a `Date` can hold, a time is only a number. */
const lastSecond = 8_640_000_000_000

/**
 * A time in UTC, written the same on every server and in every browser.
 *
 * @param seconds since the epoch
 * @param options.form `minute` is `Fri 20 Nov, 14:22`, with the year where it is another than `now`'s;
 *   `second` is `Fri 20 Nov 2026, 14:22:47 UTC`; `day` is `Fri 20 Nov`
 */
export function formatUtc(
  seconds: number,
  { form = 'minute', now }: { form?: 'day' | 'minute' | 'second'; now?: number | undefined } = {},
): string {
  if (Math.abs(seconds) > lastSecond) return `second ${seconds} of the epoch`
  const date = new Date(seconds * 1000)
  const day = `${days[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`
  const year = date.getUTCFullYear()
  const minute = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  if (form === 'second') return `${day} ${year}, ${minute}:${two(date.getUTCSeconds())} UTC`
  const sameYear = now === undefined || new Date(now * 1000).getUTCFullYear() === year
  const dayAndYear = sameYear ? day : `${day} ${year}`
  return form === 'day' ? dayAndYear : `${dayAndYear}, ${minute}`
}

/** The value of a `<time>`'s `datetime`; undefined where it cannot be written. */
export function isoUtc(seconds: number): string | undefined {
  if (Math.abs(seconds) > lastSecond) return undefined
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

/**
 * A stretch of time in its two largest units, three from one to ten days: `1 d 6 h 41 min`, `31 d 22 h`, `5 h 50 min`, `12 s`.
 *
 * @param seconds how long; the sign is ignored
 * @param options.precise adds the seconds under an hour, for a countdown: `41 min 07 s`
 */
export function formatDuration(
  seconds: number,
  { precise = false }: { precise?: boolean } = {},
): string {
  const total = Math.floor(Math.abs(seconds))
  const day = Math.floor(total / 86_400)
  const hour = Math.floor((total % 86_400) / 3600)
  const minute = Math.floor((total % 3600) / 60)
  const second = total % 60
  if (day >= 100) return `${day} d`
  if (day >= 10) return joined([`${day} d`, hour > 0 && `${hour} h`])
  if (day > 0) return joined([`${day} d`, hour > 0 && `${hour} h`, minute > 0 && `${minute} min`])
  if (hour > 0) return joined([`${hour} h`, minute > 0 && `${minute} min`])
  if (minute > 0) return precise ? `${minute} min ${two(second)} s` : `${minute} min`
  return `${second} s`
}

const joined = (parts: readonly (string | false)[]) => parts.filter(Boolean).join(' ')

/** A delay as people speak of it: `2 days`, `36 h`, `90 min`, `45 s`, `6 d 23 h 59 min 59 s`. Exact, never rounded. */
export function formatDelay(seconds: number): string {
  if (seconds > 0 && seconds % 86_400 === 0) {
    const count = seconds / 86_400
    return count === 1 ? '1 day' : `${count} days`
  }
  if (seconds > 0 && seconds % 3600 === 0) return `${seconds / 3600} h`
  if (seconds > 0 && seconds % 60 === 0 && seconds < 86_400) return `${seconds / 60} min`
  if (seconds < 3600) return `${seconds} s`
  const [day, hour] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)]
  const [minute, second] = [Math.floor((seconds % 3600) / 60), seconds % 60]
  return joined([
    day > 0 && `${day} d`,
    hour > 0 && `${hour} h`,
    minute > 0 && `${minute} min`,
    second > 0 && `${second} s`,
  ])
}
