/** How many of an operation's calls are no upgrade that its dossier declares, without a full stop. Both counts from 1. */
export function besidesWords(besides: number, calls: number): string {
  if (calls === 1) return 'The only call is not a declared upgrade'
  if (besides === calls) return `None of the ${calls} calls is a declared upgrade`
  return `${besides} of ${calls} calls ${besides === 1 ? 'is not a declared upgrade' : 'are not declared upgrades'}`
}
