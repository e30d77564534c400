/** What a simulation that is under way is at. */
export type SimulationProgress =
  /** The patch is reviewed first. */
  | { readonly phase: 'review' }
  /** The code is compiled again and compared, as for a review. */
  | { readonly phase: 'facts' }
  /** It waits until a fork may be started, or until that one has started. */
  | { readonly phase: 'turn' }
  | { readonly phase: 'path'; readonly title: string }
  /** Experiments with and without the patch, counted from 1. */
  | { readonly phase: 'trials'; readonly number: number; readonly count: number }
