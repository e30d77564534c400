/** What the process ends with. Documented in docs/cli.md: scripts rely on them. */
export const exitCodes = {
  /** Done; of a diff: nothing at or above `--fail-on`. */
  done: 0,
  /** The diff has a verdict at or above `--fail-on`. */
  verdict: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A file cannot be read, or is not what it should be. */
  input: 3,
  /** A mistake of ours. */
  bug: 70,
} as const
